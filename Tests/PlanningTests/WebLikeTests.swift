import API
import Configuration
import Media
import Platform
import Testing

@testable import Planning

@Suite("A web-like source")
struct WebLikeTests {
  private static let web = Path("Clip.2020.1080p.WEB-DL.mkv"), disc = Path("Film.2020.1080p.BluRay.mkv")

  private func arguments(_ info: MediaInfo, _ path: Path) throws -> [String] {
    try Planner.plan(info, path: path, Rules(), Sample.everything).segments[0].arguments
  }

  @Test("has its times filled in and kept; a disc-like one is read as it is")
  func times() throws {
    let info = Sample.matroska([Sample.video()])
    let web = try arguments(info, Self.web)
    let options = try #require(web.firstIndex(of: "-fflags"))
    #expect(web[options..<(options + 4)] == ["-fflags", "+genpts", "-copyts", "-start_at_zero"])
    #expect(options < web.firstIndex(of: "-i") ?? 0)
    #expect(
      try web.filter { !["-fflags", "+genpts", "-copyts", "-start_at_zero"].contains($0) }
        == arguments(info, Self.disc))
  }

  @Test("is padded where its size is odd, which is announced and expected; a disc-like one is refused")
  func padding() throws {
    let video = Sample.video { ($0.width, $0.height) = (1279, 719) }
    let info = Sample.matroska([video])
    #expect(Gates.refusal(info, path: Self.web, Rules()) == nil)
    let reason = try #require(Gates.refusal(info, path: Self.disc, Rules()))
    #expect(reason.code == .unsupportedShape && reason.detail.contains("its path says BluRay"))

    let plan = try Planner.plan(info, path: Self.web, Rules(), Sample.everything)
    #expect(plan.sourceClass.class == .webLike)
    #expect(plan.announced.contains("size of video stream 0: 1279x719 becomes 1280x720"))
    let arguments = plan.segments[0].arguments
    let filter = try #require(arguments.firstIndex(of: "-filter:0"))
    #expect(
      arguments[filter + 1]
        == "extractplanes=y+u+v[y][u][v];[y]pad=1280:720,fillborders=right=1:bottom=1:mode=smear[l];"
        + "[l][u][v]mergeplanes=map1s=1:map2s=2:format=yuv420p,format=yuv420p10le,"
        + "setparams=color_primaries=unknown:color_trc=unknown:colorspace=unknown")
    // The demuxer's time base does not survive a filter with several inputs.
    #expect(arguments[filter - 1] == "1:1000")
  }

  @Test(
    "is padded on the one side that is odd", arguments: [(1279, 720, "right=1"), (1280, 719, "bottom=1")])
  func oneSide(width: Int, height: Int, edge: String) {
    let filters = Padding(width: width, height: height).filters("yuv420p")
    #expect(filters.count == 2 && filters[1].hasPrefix("fillborders=\(edge):mode=smear["))
    #expect(Padding(width: 1280, height: 720).filters("yuv420p").isEmpty)
  }

  @Test("of a low bit rate is worth one step less, unless the rules say how much")
  func lowBitrate() throws {
    let info = Sample.matroska([Sample.video()]) {
      ($0.container.duration, $0.container.size) = (8000, 2_000_000_000)
    }
    #expect(try Planner.plan(info, Rules(), Sample.everything).quality.crf == 24)
    #expect(try Planner.plan(info, Rules(crf: 20), Sample.everything).quality.crf == 20)
  }
}
