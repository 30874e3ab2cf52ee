import API
import Configuration
import Media
import Testing

@testable import Planning

@Suite("Our mark in the container")
struct OwnTagTests {
  @Test(
    "is written as each container keeps it, and is held against the result",
    arguments: [
      (Sample.matroska([Sample.video()]), "CONDENSE=0.1.0; libx265; crf=20; preset=slow", "CONDENSE"),
      (
        Sample.mp4([Sample.video()]), "encoding_tool=Condense 0.1.0; libx265; crf=20; preset=slow",
        "encoder"
      ),
      (
        Sample.mp4([Sample.video()], brand: "qt  "), "comment=Condense 0.1.0; libx265; crf=20; preset=slow",
        "comment"
      ),
    ] as [(MediaInfo, String, String)])
  func written(info: MediaInfo, argument: String, name: String) throws {
    let plan = try Planner.plan(info, Rules(codec: .hevc), Sample.everything)
    let arguments = plan.arguments
    let option = try #require(arguments.firstIndex(of: argument))
    #expect(arguments[option - 1] == "-metadata")
    #expect(plan.expectation.tag.name == name)
    #expect(argument.hasSuffix("=" + plan.expectation.tag.value))
  }

  @Test("is known again in what the plan makes, under any rules")
  func known() throws {
    for info in [
      Sample.matroska([Sample.video()]), Sample.mp4([Sample.video()]), Sample.webm([Sample.video()]),
    ] {
      let plan = try Planner.plan(info, Rules(), Sample.everything)
      var result = info
      result.container.tags = [plan.expectation.tag.name: plan.expectation.tag.value]
      result.streams[0].codec = "av1"
      #expect(Gates.refusal(result, Rules(codec: .hevc, skipCodecs: []))?.code == .alreadyCondensed)
      // Somebody's own encode of our result is theirs.
      result.streams[0].codec = "h264"
      #expect(Gates.refusal(result, Rules()) == nil)
    }
  }

  @Test(
    "is not seen in what others wrote", arguments: ["Lavf59.27.100", "Condense milk", "HandBrake; crf=3", ""])
  func others(text: String) {
    for name in ["encoder", "comment"] {
      let info = Sample.mp4([Sample.video { $0.codec = "hevc" }]) { $0.container.tags = [name: text] }
      #expect(ProvenanceTag.found(in: info) == nil)
    }
  }
}
