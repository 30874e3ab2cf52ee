import API

/// ffprobe's JSON, field for field; `MediaInfo` is made from it.
struct ProbeReport: Decodable {
  struct Failure: Decodable {
    var code: Int
    var string: String?
  }
  struct Format: Decodable {
    var formatName: String?
    var startTime: String?
    var duration: String?
    var size: String?
    var tags: [String: String]?
  }
  struct SideData: Decodable {
    var sideDataType: String?
    var rotation: Int?
  }
  struct Stream: Decodable {
    var index: Int
    var codecName: String?
    var codecType: String?
    var codecTagString: String?
    var profile: String?
    var width: Int?
    var height: Int?
    var pixFmt: String?
    var sampleAspectRatio: String?
    var fieldOrder: String?
    var colorRange: String?
    var colorPrimaries: String?
    var colorTransfer: String?
    var colorSpace: String?
    var chromaLocation: String?
    var timeBase: String?
    var startTime: String?
    var duration: String?
    var avgFrameRate: String?
    var rFrameRate: String?
    var nbFrames: String?
    var bitRate: String?
    var channels: Int?
    var sampleRate: String?
    var disposition: [String: Int]?
    var tags: [String: String]?
    var sideDataList: [SideData]?
  }
  struct Chapter: Decodable {
    var startTime: String?
    var endTime: String?
    var tags: [String: String]?
  }
  struct Frame: Decodable {
    var interlacedFrame: Int?
    var sideDataList: [SideData]?
  }

  var error: Failure?
  var format: Format?
  var streams: [Stream]?
  var chapters: [Chapter]?
  var frames: [Frame]?
}

extension MediaInfo {
  init?(_ report: ProbeReport, size: Int64) {
    guard let format = report.format, let name = format.formatName else { return nil }
    let tags = format.tags ?? [:]
    self.init(
      container: Container(
        formats: name.split(separator: ",").map(String.init),
        majorBrand: tags.first { $0.key.lowercased() == "major_brand" }?.value,
        startTime: format.startTime.flatMap(Double.init), duration: format.duration.flatMap(Double.init),
        size: size, tags: tags),
      streams: (report.streams ?? []).map(MediaStream.init),
      chapters: (report.chapters ?? []).map {
        Media.Chapter(
          start: $0.startTime.flatMap(Double.init) ?? 0, end: $0.endTime.flatMap(Double.init) ?? 0,
          title: $0.tags?.first { $0.key.lowercased() == "title" }?.value)
      })
  }
}

extension MediaStream {
  init(_ stream: ProbeReport.Stream) {
    self.init(
      index: stream.index, kind: stream.codecType.flatMap(Kind.init) ?? .unknown,
      codec: stream.codecName == "unknown" ? nil : stream.codecName,
      timeBase: stream.timeBase.flatMap(Rational.init) ?? Rational(1, 1000))
    tag = stream.codecTagString ?? ""
    profile = stream.profile
    (width, height, pixelFormat) = (stream.width, stream.height, stream.pixFmt)
    sampleAspect = stream.sampleAspectRatio.flatMap(Rational.init).flatMap { $0.num > 0 ? $0 : nil }
    fieldOrder = Self.specified(stream.fieldOrder)
    colour.range = Self.specified(stream.colorRange)
    colour.primaries = Self.specified(stream.colorPrimaries)
    colour.transfer = Self.specified(stream.colorTransfer)
    colour.matrix = Self.specified(stream.colorSpace)
    colour.chromaLocation = Self.specified(stream.chromaLocation)
    startTime = stream.startTime.flatMap(Double.init)
    duration = stream.duration.flatMap(Double.init)
    nominalRate = stream.rFrameRate.flatMap(Rational.init).flatMap { $0.num > 0 ? $0 : nil }
    averageRate = stream.avgFrameRate.flatMap(Rational.init).flatMap { $0.num > 0 ? $0 : nil }
    frameCount = stream.nbFrames.flatMap(Int64.init)
    (channels, sampleRate) = (stream.channels, stream.sampleRate.flatMap(Int.init))
    dispositions = Names((stream.disposition ?? [:]).filter { $0.value != 0 }.keys)
    tags = stream.tags ?? [:]
    // mkvmerge's statistics, also in their form with a language.
    bitRate = (stream.bitRate ?? tag(named: "bps") ?? tag(named: "bps-eng")).flatMap(Int64.init)
    sideData = Names((stream.sideDataList ?? []).compactMap(\.sideDataType))
    rotation = stream.sideDataList?.compactMap(\.rotation).first
  }

  private static func specified(_ value: String?) -> String? {
    value == "unknown" || value == "unspecified" ? nil : value
  }
}

extension PictureSample {
  init(_ report: ProbeReport) {
    let frames = report.frames ?? []
    self.init(
      count: frames.count, interlaced: frames.contains { $0.interlacedFrame == 1 },
      sideData: Names(frames.flatMap { $0.sideDataList ?? [] }.compactMap(\.sideDataType)))
  }
}
