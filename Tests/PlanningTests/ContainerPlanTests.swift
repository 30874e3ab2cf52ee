import API
import Configuration
import Media
import Testing

@testable import Planning

@Suite("Where a result's streams go")
struct ArrangementTests {
  private func arrangement(_ info: MediaInfo, _ rules: Rules = Rules()) throws -> ContainerPlan {
    try ContainerPlan.of(info, rules).get()
  }

  private let text = Sample.stream(1, .subtitle, "mov_text") { $0.dispositions = ["default"] }
  private let notes = Sample.stream(1, .data, "bin_data") { $0.tag = "mebx" }

  @Test("the source's own container is kept where it holds everything")
  func own() throws {
    let found = try arrangement(Sample.mp4([Sample.video(), text]))
    #expect(found.container == .mp4 && found.moved == nil && found.carriages == [.encode, .copy])
    let plan = try Planner.plan(Sample.mp4([Sample.video(), text]), Rules(), Sample.everything)
    #expect(plan.newExtension == nil)
  }

  @Test(
    "what cannot hold the codec becomes Matroska, under a new name",
    arguments: [
      Sample.mp4([Sample.video()], brand: "qt  "),
      Sample.matroska([Sample.video()]) { $0.container.formats = ["avi"] },
      Sample.mp4([Sample.video()], brand: "3gp4"),
    ])
  func moved(_ info: MediaInfo) throws {
    let found = try arrangement(info)
    #expect(found.container == .matroska && found.moved?.isEmpty == false)
    let plan = try Planner.plan(info, Rules(), Sample.everything)
    #expect(plan.newExtension == "mkv")
    #expect(
      plan.announced.contains { $0.hasPrefix("container of the file: ") && $0.hasSuffix("becomes Matroska") })
  }

  @Test("HEVC stays in QuickTime, and leaves WebM")
  func hevc() throws {
    let rules = Rules(codec: .hevc)
    #expect(try arrangement(Sample.mp4([Sample.video()], brand: "qt  "), rules).container == .quicktime)
    #expect(try arrangement(Sample.webm([Sample.video { $0.codec = "vp9" }]), rules).container == .matroska)
  }

  @Test("texts are converted only if the rules allow it")
  func converted() throws {
    let info = Sample.mp4([Sample.video(), text], brand: "qt  ")
    #expect(throws: Reason.self) { try arrangement(info) }
    let found = try arrangement(info, Rules(onUnsupported: .convert))
    #expect(found.carriages == [.encode, .convert(encoder: "srt", codec: "subrip")])
    let plan = try Planner.plan(info, Rules(onUnsupported: .convert), Sample.everything)
    #expect(plan.announced.contains("codec of subtitle stream 1: mov_text becomes subrip"))
  }

  @Test("what no container holds is dropped only if the rules allow it, from the container that loses least")
  func dropped() throws {
    let info = Sample.mp4([Sample.video(), notes])
    for allowed in [OnUnsupported.skip, .convert] {
      #expect(throws: Reason.self) { try arrangement(info, Rules(onUnsupported: allowed)) }
    }
    let found = try arrangement(info, Rules(onUnsupported: .drop))
    #expect(found.container == .mp4 && found.carriages == [.encode, .drop] && found.kept == [0])
    let plan = try Planner.plan(info, Rules(onUnsupported: .drop), Sample.everything)
    #expect(plan.announced.contains("stream of data stream 1 is left out: data bin_data"))
  }

  @Test("a timecode that the video says as well is kept, in Matroska as its tag alone")
  func timecode() throws {
    let video = Sample.video { $0.tags = ["timecode": "01:00:00:00"] }
    let track = Sample.stream(1, .data, nil) { $0.tag = "tmcd" }
    let plans = try ["isom", "qt  "].map {
      try Planner.plan(Sample.mp4([video, track], brand: $0), Rules(), Sample.everything)
    }
    #expect(
      plans.map { $0.announced.contains { $0.hasPrefix("the timecode of data stream 1") } } == [false, true])
    #expect(throws: Reason.self) { try arrangement(Sample.mp4([Sample.video(), track])) }
  }

  @Test("MP4 is left where its muxer would switch a stream on")
  func enabled() throws {
    let quiet = Sample.stream(1, .subtitle, "mov_text")
    #expect(throws: Reason.self) { try arrangement(Sample.mp4([Sample.video(), quiet])) }
    let found = try arrangement(Sample.mp4([Sample.video(), quiet]), Rules(onUnsupported: .convert))
    #expect(found.container == .matroska)
    #expect(
      try arrangement(Sample.mp4([Sample.video(), text, Sample.stream(2, .subtitle, "mov_text")])).container
        == .mp4)
  }

  @Test("what only the container says and ffmpeg loses is dropped only if the rules allow it, and announced")
  func losses() throws {
    let info = Sample.matroska([Sample.video()]) { $0.container.losses = ["chapters within chapters"] }
    #expect(throws: Reason.self) { try arrangement(info, Rules(onUnsupported: .convert)) }
    let plan = try Planner.plan(info, Rules(onUnsupported: .drop), Sample.everything)
    #expect(plan.announced.contains("chapters within chapters is lost"))
  }

  @Test("sound is never dropped")
  func sound() {
    let info = Sample.mp4([Sample.video(), Sample.audio(1, "unheard_of")])
    #expect(throws: Reason.self) { try arrangement(info, Rules(onUnsupported: .drop)) }
  }
}
