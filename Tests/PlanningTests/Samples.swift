import API
import Configuration
import Media
import Planning
import Platform

/// Small descriptions of files, each an ordinary one unless changed.
enum Sample {
  /// A progressive H.264 video of 1920x1080.
  static func video(_ change: (inout MediaStream) -> Void = { _ in }) -> MediaStream {
    var stream = MediaStream(index: 0, kind: .video, codec: "h264")
    (stream.width, stream.height, stream.pixelFormat) = (1920, 1080, "yuv420p")
    stream.fieldOrder = "progressive"
    stream.averageRate = Rational(24000, 1001)
    stream.dispositions = ["default"]
    change(&stream)
    return stream
  }

  /// A stream of sound.
  static func audio(
    _ index: Int = 1, _ codec: String = "aac", _ change: (inout MediaStream) -> Void = { _ in }
  )
    -> MediaStream
  {
    var stream = MediaStream(index: index, kind: .audio, codec: codec)
    stream.dispositions = ["default"]
    change(&stream)
    return stream
  }

  /// A stream of any other kind.
  static func stream(
    _ index: Int, _ kind: MediaStream.Kind, _ codec: String?, _ change: (inout MediaStream) -> Void = { _ in }
  ) -> MediaStream {
    var stream = MediaStream(index: index, kind: kind, codec: codec)
    change(&stream)
    return stream
  }

  /// A cover picture.
  static func cover(_ index: Int) -> MediaStream {
    stream(index, .video, "mjpeg") {
      $0.dispositions = ["attached_pic"]
      ($0.width, $0.height) = (600, 600)
    }
  }

  static func matroska(_ streams: [MediaStream], _ change: (inout MediaInfo) -> Void = { _ in }) -> MediaInfo
  {
    var info = MediaInfo(
      container: Container(formats: ["matroska", "webm"], size: 1_000_000_000), streams: streams)
    info.pictures = PictureSample(count: 8, interlaced: false, sideData: [])
    change(&info)
    return info
  }

  static func webm(_ streams: [MediaStream]) -> MediaInfo { matroska(streams) { $0.container.isWebM = true } }

  static func mp4(
    _ streams: [MediaStream], brand: String? = "isom", _ change: (inout MediaInfo) -> Void = { _ in }
  ) -> MediaInfo {
    matroska(streams) {
      $0.container.formats = ["mov", "mp4", "m4a", "3gp", "3g2", "mj2"]
      $0.container.majorBrand = brand
      change(&$0)
    }
  }

  /// A screen of the P3 colours, and one a little different from it.
  static func display(_ apart: Double = 0, least: Double = 0.005) -> MasteringDisplay {
    MasteringDisplay(
      chromaticities: [0.68 + apart, 0.32, 0.265, 0.69, 0.15, 0.06, 0.3127, 0.329], minLuminance: least,
      maxLuminance: 1000)
  }

  /// A film whose container and whose pictures name a screen.
  static func lit(_ container: MasteringDisplay?, _ pictures: MasteringDisplay?) -> MediaInfo {
    matroska([video { ($0.masteringDisplay, $0.pixelFormat) = (container, "yuv420p10le") }]) {
      $0.pictures?.masteringDisplay = pictures
      $0.pictures?.contentLight = ContentLight(max: 1000, average: 400)
    }
  }

  /// A way from a library's root that says nothing of where the file is from.
  static let path = Path("film.mkv")

  /// A machine on which every encoder works.
  static let everything = Capabilities(
    ffmpegVersion: "5.1.9", ffmpegMajor: 9, sourceTimeBase: "-1",
    whyNot: Dictionary(uniqueKeysWithValues: EncoderRow.all.map { ($0.id, nil) }))
}

extension Gates {
  static func ask(_ info: MediaInfo, _ rules: Rules) -> [GateAnswer] {
    ask(info, path: Sample.path, rules)
  }

  static func refusal(_ info: MediaInfo, _ rules: Rules) -> Reason? {
    refusal(info, path: Sample.path, rules)
  }
}

extension Planner {
  static func plan(_ info: MediaInfo, _ rules: Rules, _ capabilities: Capabilities) throws(Reason) -> Plan {
    try plan(info, path: Sample.path, rules, capabilities)
  }
}

extension Plan {
  /// The filters before the encoder, but for the last, which names the colours.
  var filters: String {
    let filters = arguments.firstIndex { $0.hasPrefix("-filter:") }.map { arguments[$0 + 1] } ?? ""
    return filters.firstRange(of: ",setparams=").map { String(filters[..<$0.lowerBound]) } ?? filters
  }
}
