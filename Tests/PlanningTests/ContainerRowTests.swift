import API
import Configuration
import Media
import Testing

@testable import Planning

/// A stream and the containers that hold it, in the order Matroska, WebM, MP4, QuickTime.
struct HeldCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let stream: MediaStream
  let held: [Bool]

  init(_ name: String, _ held: [Bool], _ stream: MediaStream) {
    (testDescription, self.held, self.stream) = (name, held, stream)
  }

  init(_ kind: MediaStream.Kind, _ codec: String?, _ held: [Bool]) {
    self.init("\(kind.rawValue) \(codec ?? "unknown")", held, Sample.stream(1, kind, codec))
  }

  static let all = [
    HeldCase(.audio, "aac", [true, false, true, true]), HeldCase(.audio, "opus", [true, true, true, true]),
    HeldCase(.audio, "truehd", [true, false, false, false]),
    HeldCase(.audio, "pcm_s16le", [true, false, false, true]),
    HeldCase(.audio, nil, [false, false, false, false]),
    HeldCase(.subtitle, "subrip", [true, false, false, false]),
    HeldCase(.subtitle, "ass", [true, false, false, false]),
    HeldCase(.subtitle, "webvtt", [true, true, false, false]),
    HeldCase(.subtitle, "mov_text", [false, false, true, false]),
    HeldCase(.subtitle, "hdmv_pgs_subtitle", [true, false, false, false]),
    HeldCase(.subtitle, nil, [false, false, false, false]),
    HeldCase(.data, "bin_data", [false, false, false, false]),
    HeldCase(.unknown, nil, [false, false, false, false]),
    HeldCase("a cover", [false, false, true, false], Sample.cover(1)),
    HeldCase(
      "a named attachment", [true, false, false, false],
      Sample.stream(1, .attachment, "ttf") {
        $0.tags = ["FILENAME": "a.ttf", "mimetype": "font/ttf"]
      }),
    HeldCase(
      "an attachment without a type", [false, false, false, false],
      Sample.stream(1, .attachment, nil) {
        $0.tags = ["filename": "a.ttf"]
      }),
  ]
}

@Suite("Containers")
struct ContainerRowTests {
  @Test("hold a stream or say which they cannot", arguments: HeldCase.all)
  func held(_ held: HeldCase) {
    let rows = [ContainerRow.matroska, .webm, .mp4, .quicktime]
    let info = Sample.matroska([Sample.video(), held.stream])
    #expect(rows.map { $0.carriage(of: held.stream, in: info) == .copy } == held.held)
  }

  @Test("make chapter tracks anew, where there are chapters")
  func chapterTrack() {
    let track = Sample.stream(1, .data, "bin_data") { $0.tag = "text" }
    let with = Sample.mp4([Sample.video(), track]) { $0.chapters = [Chapter(start: 0, end: 1)] }
    #expect(ContainerRow.mp4.carriage(of: track, in: with) == .remake)
    #expect(ContainerRow.mp4.carriage(of: track, in: Sample.mp4([Sample.video(), track])) == nil)
  }

  @Test(
    "of the ISO family are told apart by their brand",
    arguments: [
      ("isom", "mp4"), ("mp42", "mp4"), ("iso6", "mp4"), ("M4V ", "mp4"), ("qt  ", "mov"), (nil, "mov"),
      ("3gp5", nil),
      ("3g2a", nil), ("f4v ", nil), ("M4A ", nil), ("mif1", nil), ("heic", nil), ("avif", nil),
    ] as [(String?, String?)])
  func brands(brand: String?, muxer: String?) {
    #expect(ContainerRow.own(Sample.mp4([Sample.video()], brand: brand)).first?.muxer == muxer)
  }

  @Test("of the EBML family are told apart by their document type")
  func ebml() {
    #expect(ContainerRow.own(Sample.webm([])).first?.muxer == "webm")
    #expect(ContainerRow.own(Sample.matroska([])).first?.muxer == "matroska")
    #expect(ContainerRow.own(Sample.matroska([]) { $0.container.formats = ["avi"] }).isEmpty)
  }
}
