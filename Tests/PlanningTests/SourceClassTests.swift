import Media
import Platform
import Testing

@testable import Planning

@Suite("The class of a source")
struct SourceClassTests {
  @Test(
    "is what the words of its path say",
    arguments: [
      ("Film.2013.1080p.WEB-DL.x264.mkv", "WEB-DL"), ("Film.2013.1080p.web.x264.mkv", "WEB"),
      ("Show.S01E02.1080p.NF.WEBRip.mkv", "NF"), ("Show/Season 1/Show.S01E02.WEB DL.mkv", "WEB-DL"),
      ("Show.S01.2160p.ATVP.mkv", "ATVP"), ("Film (2013) [AMZN].mkv", "AMZN"),
      ("Film.2013.Hulu.1080p.mkv", "HULU"), ("Film.2160p.DSNP.mkv", "DSNP"),
      ("Film.2019.2160p.UHD.WEB-DL.mkv", "WEB-DL"), ("Clips/webrip/a.mp4", "WEBRip"),
      ("UHD/Show.S01.1080p.NF.mkv", "NF"), ("Film.BluRay.2013/Film.2013.WEBRip.mkv", "WEBRip"),
    ])
  func web(path: String, word: String) {
    let seen = SourceClass(Sample.matroska([Sample.video()]), path: Path(path))
    #expect(seen.class == .webLike && seen.why == "its path says \(word)", "\(seen)")
  }

  @Test(
    "is a disc's where they say so, and the place after the year counts more than the title",
    arguments: [
      ("The.Web.2013.1080p.BluRay.mkv", "BluRay"), ("Film.2013.REMUX.mkv", "Remux"),
      ("Film/BDMV/STREAM/00001.m2ts", "BDMV"), ("Film.2019.2160p.UHD.mkv", "UHD"),
      ("Web.of.Lies.S01E01.NF.Story.BluRay.1080p.mkv", "BluRay"),
      ("Film.2013.1080p.BluRay.x264-WEB.mkv", "BluRay"), ("Film (2013) Blu-ray.mkv", "BluRay"),
      ("WEB/Film.2013.BluRay.1080p.mkv", "BluRay"),
    ])
  func disc(path: String, word: String) {
    let seen = SourceClass(Sample.matroska([Sample.video()]), path: Path(path))
    #expect(seen.class == .discLike && seen.why == "its path says \(word)", "\(seen)")
  }

  @Test(
    "is not told by parts of words, titles and directories that are merely called so",
    arguments: [
      "NF/Film.mkv", "Hulu/Web/UHD/Film.mkv", "The.Web.2013.mkv", "Cobwebs.2013.1080p.mkv", "Film.mkv", "",
      "Webb.2020.1080p.mkv", "Preremuxed.2013.mkv", "NFé.2013.NFé.mkv", "/", "Blu.2013.Charles.Ray.mkv",
    ])
  func silent(path: String) {
    #expect(SourceWords.telling(Path(path)) == nil)
  }

  /// A film of 1000 s with so many megabits of picture and sound per second.
  private func film(_ lines: Int, _ rate: Double, _ codec: String = "h264", sound: Double? = nil) -> MediaInfo
  {
    let video = Sample.video { ($0.codec, $0.width, $0.height) = (codec, lines * 16 / 9, lines) }
    let audio = Sample.audio { $0.bitRate = sound.map { Int64($0 * 1e6) } }
    return Sample.matroska([video, audio]) {
      ($0.container.duration, $0.container.size) = (1000, Int64((rate + (sound ?? 0)) * 1e6 / 8 * 1000))
    }
  }

  @Test(
    "is what its bit rate says where its path says nothing",
    arguments: [
      (2160, 80, "hevc", .discLike, false), (2160, 16, "hevc", .webLike, false),
      (2160, 4, "hevc", .webLike, true),
      (1440, 16, "h264", .webLike, false), (1080, 28, "h264", .discLike, false),
      (1080, 7.8, "h264", .webLike, false),
      (1080, 2.5, "h264", .webLike, true), (1080, 2.5, "hevc", .webLike, false),
      (720, 4.5, "h264", .webLike, false),
      (576, 6, "mpeg2video", .discLike, false), (540, 1.5, "h264", .webLike, false),
      (480, 0.5, "h264", .webLike, true),
    ] as [(Int, Double, String, SourceClass.Kind, Bool)])
  func rates(lines: Int, rate: Double, codec: String, kind: SourceClass.Kind, low: Bool) {
    let seen = SourceClass(film(lines, rate, codec), path: Sample.path)
    #expect(seen.class == kind && seen.isLowBitrate == low, "\(seen)")
    #expect(seen.why.contains("Mb/s of \(codec)"))
  }

  @Test("leaves the sound out of its bit rate, as far as that is declared")
  func sound() {
    #expect(SourceClass(film(1080, 11, sound: 4), path: Sample.path).class == .webLike)
    #expect(SourceClass(film(1080, 13, sound: 4), path: Sample.path).class == .discLike)
  }

  @Test("is the strict one where nothing tells, and the same after its packets were looked at")
  func steady() {
    let unknown = SourceClass(Sample.matroska([Sample.video()]), path: Sample.path)
    #expect(unknown.class == .discLike && !unknown.isLowBitrate)
    var info = film(1080, 5)
    let before = SourceClass(info, path: Sample.path)
    info.packets = PacketScan()
    info.packets?.streams = [0: .init(), 1: .init()]
    #expect(SourceClass(info, path: Sample.path) == before)
  }

  @Test("comes with a bit rate of its own even when the path tells the class")
  func lowDisc() {
    let seen = SourceClass(film(1080, 2), path: Path("Film.2013.1080p.BluRay.mkv"))
    #expect(seen.class == .discLike && seen.isLowBitrate)
  }
}
