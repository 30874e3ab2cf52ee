import API
import Platform
import Testing

@testable import Media

/// Our parsers end with a value or an error for any bytes, and never with a trap. `make torture hostile` does
/// the same with the whole program and real films.
@Suite("Parsers and spoilt bytes")
struct ParserMutantTests {
  private static let matroska: [UInt8] = {
    let track: [UInt8] =
      [0xd7, 0x81, 1, 0xb9, 0x81, 0] + Element.with([0x22, 0xb5, 0x9d], Array("pt-BR".utf8))
      + Element.with([0xe0], [0xb0, 0x81, 64, 0x54, 0xdd, 0x81, 2])
    let chapter = Element.with(
      [0xb6], [0x98, 0x81, 1, 0x80, 0x83, 0x85, 0x81, 65] + Element.with([0xb6], []))
    let info = Element.with([0x15, 0x49, 0xa9, 0x66], Element.with([0x3e, 0xb9, 0x23], [1, 2, 3]))
    let files = Element.attachments(Element.file([1, 2, 3]) + Element.file([]))
    let type = Element.with([0x42, 0x82], Array("webm".utf8))
    let index = Element.index([60, 200, 240, 300], of: [0x10, 0x43, 0xa7, 0x70])
    return Element.with([0x1a, 0x45, 0xdf, 0xa3], type)
      + Element.segment(
        index + info + Element.tracks(track) + Element.cluster
          + Element.chapters([0x45, 0xdd, 0x81, 1] + chapter) + files
          + index
      ).dropFirst(Element.header.count)
  }()

  private static let mp4: [UInt8] = {
    let clap = box("clap", [126, 1, 96, 1, 0, 1, 0, 1].flatMap { [0, 0, 0, $0] })
    let entry = box("avc1", Array(repeating: 0, count: 78) + box("avcC", [1, 2, 3]) + clap)
    let stbl = box("stbl", box("stts", []) + box("stsd", [0, 0, 0, 0, 0, 0, 0, 1] + entry))
    let trak = box("trak", box("tkhd", [0, 0]) + box("mdia", box("minf", box("vmhd", []) + stbl)))
    let large =
      [0, 0, 0, 1] + Array("mdat".utf8) + [0, 0, 0, 0, 0, 0, 0, 32] + Array(repeating: 7, count: 16)
    return box("ftyp", Array("isom".utf8)) + box("moov", box("mvhd", [0]) + trak + trak) + large
      + box("moof", box("traf", [])) + box("mdat", [1, 2, 3]) + box("ftyp", [])
  }()

  /// A few thousand a second in a debug build.
  private static let count = 4000

  @Test("in Matroska", .timeLimit(.minutes(3)))
  func matroska() {
    var mutation = Mutation(seed: 1)
    for number in 0..<Self.count {
      let bytes = Bytes(mutation.spoil(Self.matroska))
      let found = try? MatroskaLayout(EBML(bytes.reader()), withAttachments: number % 2 == 0)
      var info = MediaInfo(
        container: Container(formats: ["matroska"], size: 1),
        streams: [
          MediaStream(index: 0, kind: .video, codec: "h264"),
          MediaStream(index: 1, kind: .attachment, codec: nil),
        ])
      if let found { info.add(found) }
      #expect(bytes.bytesRead <= 4 * bytes.content.count + 8192, "mutant \(number)")
    }
  }

  @Test("in MP4", .timeLimit(.minutes(3)))
  func mp4() {
    var mutation = Mutation(seed: 2)
    for number in 0..<Self.count {
      let bytes = Bytes(mutation.spoil(Self.mp4))
      let reader = bytes.reader()
      if let layout = try? BoxLayout(reader), let moov = layout.moov {
        #expect(moov.lowerBound <= moov.upperBound)
        _ = try? CleanAperture(moov: moov, in: reader)
      }
      #expect(bytes.reads < 1000, "mutant \(number)")
    }
  }

  @Test("in tools' lines", .timeLimit(.minutes(3)))
  func lines() {
    let packets = [
      "0|-7|-7|20|300|K_", "1|494|494|20|318|K_|Skip Samples|0|648|0|0", "0|N/A|1|1|100|__", "0|5|5|1|9|_D",
    ]
    let frames = ["#tb 0: 1/30000", "#codec_id 0: rawvideo", "0, 0, 12, 1, 6, 0x12345678"]
    let told = [
      "[Parsed_showinfo_0 @ 0x1] [info] n: 0 pts: 0 fmt:yuv420p sar:1/1 s:320x180 i:P iskey:1",
      "out_time_us=40000",
      "[Parsed_showinfo_0 @ 0x1] [info]   side data - HDR10+ metadata: 1 2 3",
    ]
    var mutation = Mutation(seed: 3)
    for _ in 0..<Self.count / 40 {
      var (scan, timeline, light) = (PacketScan(video: 0), FrameTimeline(), DynamicMetadata())
      for _ in 0..<40 {
        for line in packets { try? scan.add(Array(mutation.spoil(line).utf8)) }
        for line in packets { try? scan.add(mutation.spoil(Array(line.utf8))) }
        for line in frames { timeline.add(Array(mutation.spoil(line).utf8)) }
        for line in told {
          if case .dynamicMetadata(let words) = FFmpegLine(Array(mutation.spoil(line).utf8)) {
            light.add(words)
          }
        }
      }
      scan.finish()
      _ = timeline.moved(by: .max).difference(from: timeline.moved(by: .min))
      _ = (timeline.firstDisorder, timeline.split(at: 7))
    }
  }

  @Test("in ffprobe's answers", .timeLimit(.minutes(3)))
  func answers() throws {
    var mutation = Mutation(seed: 4)
    for text in [
      Fixture.subtitledMatroska, Fixture.rotatedMP4, Fixture.chaptersMP4, Fixture.coverMP4,
    ] {
      for _ in 0..<200 {
        guard let report = try? JSON.decode(ProbeReport.self, from: Array(mutation.spoil(text).utf8)),
          var info = MediaInfo(report, size: .max)
        else { continue }
        info.pictures = PictureSample(report)
        var scan = PacketScan(video: 0)
        for line in ["0|9223372036854775807|0|1|9|K", "1|-9223372036854775808|0|1|9|K"] {
          try? scan.add(Array(line.utf8))
        }
        info.packets = scan
        let inventory = Inventory(info)
        #expect(inventory.differences(from: inventory).isEmpty)
        _ = (info.hdr10Fault, info.isInterlaced, info.needsPictures, info.sideData)
        _ = try JSON.line(info)
      }
    }
  }
}
