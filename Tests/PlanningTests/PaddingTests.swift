import API
import Configuration
import Media
import Platform
import Testing

@testable import Planning

@Suite("A picture of odd size")
struct PaddingTests {
  private static let info = Sample.matroska([Sample.video { ($0.width, $0.height) = (1279, 719) }])

  private func plan(_ version: String?, path: Path = Sample.path, _ rules: Rules = Rules()) throws -> Plan {
    var capabilities = Sample.everything
    capabilities.versions["libsvtav1"] = version
    return try Planner.plan(Self.info, path: path, rules, capabilities)
  }

  @Test(
    "is padded for an encoder that wants it even, wherever it comes from",
    arguments: [Path("Clip.2020.1080p.WEB-DL.mkv"), Path("Film.2020.1080p.BluRay.mkv")])
  func padded(path: Path) throws {
    #expect(Gates.refusal(Self.info, path: path, Rules()) == nil)
    let plan = try plan("1.4.1", path: path)
    #expect(plan.encoder == "libsvtav1")
    #expect(plan.announced.contains("size of video stream 0: 1279x719 becomes 1280x720"))
    #expect(plan.announced.contains("the picture is padded from 1279x719 to 1280x720, its edge repeated"))
    let arguments = plan.arguments
    let filter = try #require(arguments.firstIndex(of: "-filter:0"))
    #expect(
      plan.filters
        == "extractplanes=y+u+v[y][u][v];[y]pad=1280:720,fillborders=right=1:bottom=1:mode=smear[l];"
        + "[l][u][v]mergeplanes=map1s=1:map2s=2:format=yuv420p,format=yuv420p10le")
    // The demuxer's time base does not survive a filter with several inputs.
    #expect(arguments[filter - 1] == "1:1000")
  }

  @Test("is kept by an encoder that takes it")
  func kept() throws {
    for plan in [try plan("4.2.0-151-g5ed9ffbcb"), try plan(nil, Rules(encoders: ["libaom-av1"]))] {
      #expect(!plan.announced.contains { $0.contains("size") || $0.contains("padded") })
      #expect(plan.expectation.inventory.streams[0]["size"] == .text("1279x719"))
      #expect(plan.filters == "format=yuv420p10le")
    }
  }

  @Test(
    "gets what its encoder wants and no more",
    arguments: [
      ("libsvtav1", "4.1.0", "yuv420p", "1280x720"), ("libsvtav1", nil, "yuv420p", "1280x720"),
      ("libsvtav1", "4.2.0", "yuv420p", "1279x719"), ("librav1e", nil, "yuv420p", "1279x719"),
      ("libx265", nil, "yuv420p", "1280x720"), ("libx265", nil, "yuv422p10le", "1280x719"),
      ("libx265", nil, "yuv444p", "1279x719"), ("libx265", nil, "gbrp", "1279x719"),
      ("libx265", nil, "gray", "1279x719"), ("hevc_nvenc", nil, "yuv420p", "1280x720"),
    ] as [(String, String?, String, String)])
  func wanted(id: String, version: String?, format: String, size: String) throws {
    let video = Sample.video { ($0.width, $0.height, $0.pixelFormat) = (1279, 719, format) }
    let padding = try #require(EncoderRow.named(id)).padding(video, version: version)
    #expect("\(padding.width)x\(padding.height)" == size)
    #expect(padding.isNeeded == (size != "1279x719"))
  }

  @Test(
    "is padded on the one side that is odd", arguments: [(1279, 720, "right=1"), (1280, 719, "bottom=1")])
  func oneSide(width: Int, height: Int, edge: String) {
    let filters = Padding(width: width, height: height).filters("yuv420p")
    #expect(filters.count == 2 && filters[1].hasPrefix("fillborders=\(edge):mode=smear["))
    #expect(Padding(width: 1280, height: 720).filters("yuv420p").isEmpty)
    #expect(
      Padding(width: width, height: height).filters("gray")
        == ["pad=1280:720", "fillborders=\(edge):mode=smear"])
  }
}
