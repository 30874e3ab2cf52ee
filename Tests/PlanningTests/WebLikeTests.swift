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
    try Planner.plan(info, path: path, Rules(), Sample.everything).arguments
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

  @Test("of a low bit rate is worth one step less, unless the rules say how much")
  func lowBitrate() throws {
    let info = Sample.matroska([Sample.video()]) {
      ($0.container.duration, $0.container.size) = (8000, 2_000_000_000)
    }
    #expect(try Planner.plan(info, Rules(), Sample.everything).quality.crf == 24)
    #expect(try Planner.plan(info, Rules(crf: 20), Sample.everything).quality.crf == 20)
  }
}
