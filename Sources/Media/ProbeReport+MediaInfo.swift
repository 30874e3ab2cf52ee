extension MediaInfo {
  init?(_ report: ProbeReport, size: Int64) {
    guard let format = report.format, let name = format.formatName else { return nil }
    let tags = format.tags ?? [:]
    self.init(
      container: Container(
        formats: name.split(separator: ",").map(String.init),
        majorBrand: tags.first { $0.key.lowercased() == "major_brand" }?.value,
        startTime: format.startTime.flatMap(seconds), duration: format.duration.flatMap(seconds),
        size: size, tags: tags),
      streams: (report.streams ?? []).map(MediaStream.init),
      chapters: (report.chapters ?? []).map {
        Media.Chapter(
          start: $0.startTime.flatMap(seconds) ?? 0, end: $0.endTime.flatMap(seconds) ?? 0,
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
    fieldOrder = specified(stream.fieldOrder)
    colour = Colour(
      range: stream.colorRange, primaries: stream.colorPrimaries, transfer: stream.colorTransfer,
      matrix: stream.colorSpace, chromaLocation: stream.chromaLocation)
    startTime = stream.startTime.flatMap(seconds)
    duration = stream.duration.flatMap(seconds)
    nominalRate = stream.rFrameRate.flatMap(Rational.init).flatMap { $0.num > 0 ? $0 : nil }
    averageRate = stream.avgFrameRate.flatMap(Rational.init).flatMap { $0.num > 0 ? $0 : nil }
    frameCount = stream.nbFrames.flatMap(Int64.init)
    (channels, sampleRate) = (stream.channels, stream.sampleRate.flatMap(Int.init))
    dispositions = SortedSet((stream.disposition ?? [:]).filter { $0.value != 0 }.keys)
    tags = stream.tags ?? [:]
    // mkvmerge's statistics, also in their form with a language.
    bitRate = (stream.bitRate ?? tag(named: "bps") ?? tag(named: "bps-eng")).flatMap(Int64.init)
    channelLayout = specified(stream.channelLayout)
    attachedBytes = kind == .attachment ? stream.extradataSize : nil
    let data = stream.sideDataList ?? []
    sideData = SortedSet(data.compactMap(\.sideDataType))
    described = Dictionary(
      data.compactMap { data in data.words.flatMap { words in data.sideDataType.map { ($0, words) } } },
      uniquingKeysWith: { one, _ in one })
    displayMatrix = data.compactMap(\.displaymatrix).first.map(Self.matrix)
    masteringDisplay = data.lazy.compactMap(MasteringDisplay.init).first
    contentLight = data.lazy.compactMap(ContentLight.init).first
  }

  /// Three lines of a number, a colon and three numbers.
  private static func matrix(_ text: String) -> [Int] {
    text.split(separator: "\n").flatMap { $0.split(separator: " ").dropFirst().compactMap { Int($0) } }
  }

}

/// A number that can be counted with.
private func seconds(_ text: String) -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }

/// A word, unless it says that nothing is known; numbers that H.273 reserves mean nothing either.
private func specified(_ value: String?) -> String? {
  ["unknown", "unspecified", "reserved"].contains(value) ? nil : value
}

extension Colour {
  init(range: String?, primaries: String?, transfer: String?, matrix: String?, chromaLocation: String?) {
    self.init()
    (self.range, self.primaries) = (specified(range), specified(primaries))
    (self.transfer, self.matrix) = (specified(transfer), specified(matrix))
    self.chromaLocation = specified(chromaLocation)
  }
}

extension ProbeReport.SideData {
  /// The content of the side data, for kinds of which that is more than their presence.
  var words: String? {
    let seen = [
      type, projection, dvProfile.map { "profile \($0)" },
      dvBlSignalCompatibilityId.map { "compatible with \($0)" },
    ].compactMap { $0 }
    return seen.isEmpty ? nil : seen.joined(separator: ", ")
  }
}

extension PictureSample {
  init(_ report: ProbeReport) {
    let frames = report.frames ?? []
    let data = frames.flatMap { $0.sideDataList ?? [] }
    self.init(
      count: frames.count, interlaced: frames.contains { $0.interlacedFrame == 1 },
      sideData: SortedSet(data.compactMap(\.sideDataType)))
    if let first = frames.first {
      colour = Colour(
        range: first.colorRange, primaries: first.colorPrimaries, transfer: first.colorTransfer,
        matrix: first.colorSpace, chromaLocation: first.chromaLocation)
    }
    let (displays, lights) = (data.compactMap(MasteringDisplay.init), data.compactMap(ContentLight.init))
    (masteringDisplay, contentLight) = (displays.first, lights.first)
    hdr10Changes = Set(displays).count > 1 || Set(lights).count > 1
  }
}
