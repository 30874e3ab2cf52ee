import API
import Configuration
import Media
import Testing

@testable import Planning

@Suite("The command of a plan")
struct GoldenPlanTests {
  private static let matroska = """
    -nostdin -hide_banner -y -loglevel level+info -nostats -progress pipe:2 -stats_period 0.5 -xerror -noautorotate
    INPUT
    -map 0:0 -map 0:1 -map 0:2 -map 0:3 -map_metadata 0 -map_chapters 0 -c copy
    -c:1 libsvtav1 -crf 21 -preset 3 -fps_mode passthrough -enc_time_base -1 -filter:1 format=yuv420p10le,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709
    -metadata CONDENSE=0.1.0; libsvtav1; crf=21; preset=3
    -disposition:0 default -disposition:1 default -disposition:2 default+forced -disposition:3 0
    -f matroska /proc/self/fd/4
    -map 0:1 -vf showinfo=checksum=0 -c:v rawvideo -fps_mode passthrough -enc_time_base -1 -f framecrc pipe:1
    """

  private static let mp4 = """
    -nostdin -hide_banner -y -loglevel level+info -nostats -progress pipe:2 -stats_period 0.5 -xerror -noautorotate
    INPUT
    -map 0:0 -map 0:1 -map 0:3 -map_metadata 0 -map_chapters 0 -c copy
    -c:0 libx265 -crf 20 -preset medium -x265-params log-level=error -tag:0 hvc1
    -fps_mode passthrough -enc_time_base demux -filter:0 format=yuv420p,setparams=range=tv:color_primaries=unknown:color_trc=unknown:colorspace=unknown
    -metadata encoding_tool=Condense 0.1.0; libx265; crf=20; preset=medium
    -disposition:0 0 -disposition:1 default -disposition:2 attached_pic
    -movflags +faststart -video_track_timescale 30000 -movie_timescale 60000
    -f mp4 /proc/self/fd/4
    -map 0:0 -vf showinfo=checksum=0 -c:v rawvideo -fps_mode passthrough -enc_time_base demux -f framecrc pipe:1
    """

  @Test("for Matroska is this")
  func matroskaCommand() throws {
    let video = Sample.video {
      ($0.index, $0.width, $0.height) = (1, 3840, 1608)
      ($0.colour.range, $0.colour.primaries, $0.colour.transfer, $0.colour.matrix) = (
        "tv", "bt709", "bt709", "bt709"
      )
    }
    let info = Sample.matroska([
      Sample.audio(0, "truehd"), video,
      Sample.stream(2, .subtitle, "subrip") { $0.dispositions = ["forced", "default"] },
      Sample.stream(3, .attachment, "ttf") { $0.tags = ["filename": "a.ttf", "mimetype": "font/ttf"] },
    ])
    try expect(Self.matroska, info, Rules(), Sample.everything)
  }

  @Test("for MP4 is this, with a chapter track made anew and a cover kept")
  func mp4Command() throws {
    let video = Sample.video {
      ($0.width, $0.height, $0.timeBase, $0.dispositions) = (1280, 720, Rational(1, 30000), [])
    }
    let info = Sample.mp4([
      video, Sample.audio(), Sample.stream(2, .data, "bin_data") { $0.tag = "text" }, Sample.cover(3),
    ]) {
      $0.chapters = [Chapter(start: 0, end: 10)]
    }
    var capabilities = Sample.everything
    capabilities.sourceTimeBase = "demux"
    try expect(Self.mp4, info, Rules(codec: .hevc), capabilities)
  }

  private func expect(_ golden: String, _ info: MediaInfo, _ rules: Rules, _ capabilities: Capabilities)
    throws
  {
    #expect(Gates.refusal(info, rules) == nil)
    var arguments = try Planner.plan(info, rules, capabilities).arguments
    let input = try #require(arguments.firstRange(of: Input.options))
    arguments.replaceSubrange(input, with: ["INPUT"])
    let words = arguments.joined(separator: " ").split(separator: " ")
    #expect(words == golden.split { $0 == " " || $0 == "\n" })
  }
}

@Suite("Any streams that pass the gates")
struct AnyStreamsTests {
  private func random(_ random: inout SystemRandomNumberGenerator, _ index: Int) -> MediaStream {
    let codecs: [(MediaStream.Kind, String?)] = [
      (.audio, "aac"), (.audio, "opus"), (.audio, "truehd"), (.audio, nil), (.subtitle, "subrip"),
      (.subtitle, "mov_text"), (.subtitle, "webvtt"), (.data, "bin_data"), (.attachment, "ttf"),
      (.unknown, nil),
    ]
    if Int.random(in: 0..<12, using: &random) == 0 { return Sample.cover(index) }
    let (kind, codec) = codecs.randomElement(using: &random) ?? (.unknown, nil)
    return Sample.stream(index, kind, codec) {
      if kind == .attachment { $0.tags = ["filename": "a", "mimetype": "b"] }
      if kind == .data, Bool.random(using: &random) { $0.tag = "text" }
      for name in ["default", "forced", "comment"] where Bool.random(using: &random) {
        $0.dispositions.insert(name)
      }
    }
  }

  @Test("are all mapped, once and in order, each with its disposition said")
  func mapped() throws {
    var generator = SystemRandomNumberGenerator()
    var planned = 0
    for _ in 0..<3000 {
      let count = Int.random(in: 0...4, using: &generator)
      let place = Int.random(in: 0...count, using: &generator)
      let streams = (0...count).map {
        $0 == place ? Sample.video { $0.index = place } : random(&generator, $0)
      }
      let info = [Sample.matroska(streams), Sample.webm(streams), Sample.mp4(streams)].randomElement(
        using: &generator)
      var file = try #require(info)
      if Bool.random(using: &generator) { file.chapters = [Chapter(start: 0, end: 1)] }
      guard Gates.refusal(file, Rules()) == nil else { continue }
      planned += 1
      let plan = try Planner.plan(file, Rules(), Sample.everything)
      try check(plan, file)
    }
    #expect(planned > 100)
  }

  private func check(_ plan: Plan, _ info: MediaInfo) throws {
    let arguments = plan.arguments
    let result = arguments.prefix { $0 != Input.output }
    let maps = zip(result, result.dropFirst()).filter { $0.0 == "-map" }.map(\.1)
    // The text track of MP4's chapters is the one stream that is not copied but made anew.
    let isRemade = { (stream: MediaStream) in
      stream.kind == .data && stream.tag == "text" && !info.chapters.isEmpty
        && info.container.formats[0] == "mov"
    }
    let kept = info.streams.filter { !isRemade($0) }
    #expect(maps == kept.map { "0:\($0.index)" }, "\(info)")
    #expect(plan.expectation.streams.map(\.source) == kept)
    #expect(plan.expectation.streams[plan.expectation.videoIndex].source == info.videos.first)
    for (place, stream) in kept.enumerated() {
      let option = try #require(result.firstIndex(of: "-disposition:\(place)"), "\(info)")
      let words = result[option + 1].split(separator: "+").map(String.init)
      let said = words == ["0"] ? [] : words
      #expect(Set(said) == Set(stream.dispositions.sorted))
    }
  }
}
