import API
import Configuration
import Media
import Testing

@testable import Planning

@Suite("A plan")
struct PlannerTests {
  private func arguments(
    _ info: MediaInfo, _ rules: Rules = Rules(), _ capabilities: Capabilities = Sample.everything
  )
    throws -> [String]
  {
    let plan = try Planner.plan(info, rules, capabilities)
    #expect(plan.division == nil)
    return plan.arguments
  }

  /// The value after an option, if it is there.
  private func value(_ option: String, in arguments: [String]) -> String? {
    arguments.firstIndex(of: option).map { arguments[$0 + 1] }
  }

  /// Everything that a set could be listed in another order of.
  private static let many = [
    "default", "dub", "original", "comment", "lyrics", "karaoke", "forced", "captions",
  ]

  @Test("is the same, byte for byte, from the same description")
  func deterministic() throws {
    func plan(_ dispositions: [String]) throws -> [UInt8] {
      let audio = Sample.audio { audio in for name in dispositions { audio.dispositions.insert(name) } }
      return try JSON.line(
        Planner.plan(Sample.matroska([Sample.video(), audio]), Rules(), Sample.everything))
    }
    #expect(try plan(Self.many) == plan(Self.many.reversed()))
    // Sets are listed in another order by every process: only a sorted list is the same tomorrow.
    let sorted = Self.many.sorted().map { "\"\($0)\"" }.joined(separator: ",")
    #expect(String(decoding: try plan(Self.many), as: UTF8.self).contains("[\(sorted)]"))
  }

  @Test("does not lose anything on its way through JSON")
  func codable() throws {
    let plan = try Planner.plan(
      Sample.matroska([Sample.video(), Sample.audio()]), Rules(), Sample.everything)
    #expect(try JSON.decode(Plan.self, from: JSON.line(plan)) == plan)
  }

  @Test("takes quality from the table unless the rules say it")
  func quality() throws {
    let info = Sample.matroska([Sample.video()])
    #expect(try Planner.plan(info, Rules(), Sample.everything).quality == Quality(crf: 23, preset: "4"))
    let rules = Rules(crf: 30, preset: "8")
    #expect(try Planner.plan(info, rules, Sample.everything).quality == Quality(crf: 30, preset: "8"))
    #expect(value("-crf", in: try arguments(info, rules)) == "30")
  }

  @Test("takes the first encoder that works")
  func encoder() throws {
    var capabilities = Sample.everything
    capabilities.whyNot["libsvtav1"] = .some("it crashed")
    capabilities.whyNot.removeValue(forKey: "libaom-av1")
    let info = Sample.matroska([Sample.video()])
    #expect(try Planner.plan(info, Rules(), capabilities).encoder == "librav1e")
    #expect(
      try Planner.plan(info, Rules(encoders: ["librav1e", "libsvtav1"]), Sample.everything).encoder
        == "librav1e")
  }

  @Test("is not made when no encoder works, and says of each why")
  func noEncoder() throws {
    let capabilities = Capabilities(
      ffmpegVersion: "5.1.9", ffmpegMajor: 9, sourceTimeBase: "-1",
      whyNot: ["libsvtav1": "it crashed", "librav1e": "Unknown encoder"])
    do {
      _ = try Planner.plan(Sample.matroska([Sample.video()]), Rules(), capabilities)
      Issue.record("a plan was made")
    } catch {
      #expect(error.code == .encoderUnavailable)
      #expect(error.detail.contains("av1") && error.detail.contains("5.1.9"))
      #expect(
        error.detail.contains("libsvtav1: it crashed; libaom-av1: not tried; librav1e: Unknown encoder"))
    }
  }

  @Test("keeps full range full", arguments: ["yuvj420p", "yuv420p"])
  func fullRange(pixelFormat: String) throws {
    let video = Sample.video {
      ($0.pixelFormat, $0.colour.range) = (pixelFormat, pixelFormat == "yuvj420p" ? nil : "pc")
    }
    let arguments = try arguments(Sample.matroska([video]))
    #expect(
      value("-filter:0", in: arguments)
        == "scale=in_range=full:out_range=full,format=yuv420p10le,"
        + "setparams=range=pc:color_primaries=unknown:color_trc=unknown:colorspace=unknown")
  }

  @Test("passes the colours on, and says nothing of what is not known")
  func colours() throws {
    let video = Sample.video {
      ($0.colour.range, $0.colour.primaries, $0.colour.matrix) = ("tv", "bt709", "bt470bg")
    }
    let arguments = try arguments(Sample.matroska([video]))
    #expect(
      value("-filter:0", in: arguments)
        == "format=yuv420p10le,setparams=range=tv:color_primaries=bt709:color_trc=unknown:colorspace=bt470bg")
    #expect(!arguments.contains { $0.hasPrefix("-color") })
  }

  @Test("announces 10 bits for 8, and holds the result to the rest")
  func expectation() throws {
    let info = Sample.matroska([Sample.video(), Sample.audio()]) {
      $0.chapters = [Chapter(start: 0, end: 1, title: "One")]
      $0.packets = PacketScan()
      $0.packets?.streams = [0: .init(), 1: .init()]
    }
    let plan = try Planner.plan(info, Rules(maxSizeRatio: 0.5), Sample.everything)
    #expect(
      plan.announced == [
        "tag condense of the file is added: 0.1.0; libsvtav1; crf=23; preset=4",
        "codec of video stream 0: h264 becomes av1",
        "pixel_format of video stream 0: yuv420p becomes yuv420p10le",
      ])
    #expect(plan.expectation.maxBytes == 500_000_000)
    #expect(plan.expectation.streams.map(\.source) == info.streams)
    #expect(plan.expectation.streams.map { $0.packets == nil } == [true, false])
    let (source, expected) = (Inventory(info), plan.expectation.inventory)
    #expect(expected.chapters == source.chapters && expected.streams[1] == source.streams[1])
    #expect(
      expected.streams[0].fields.filter { source.streams[0][$0.key] != $0.value }
        == ["codec": .text("av1"), "pixel_format": .text("yuv420p10le")])
    let same = try Planner.plan(
      Sample.matroska([Sample.video { $0.pixelFormat = "yuv420p10le" }]), Rules(), Sample.everything)
    #expect(same.announced.count == 2 && !same.announced.contains { $0.contains("pixel_format") })
  }
}
