import API
import Configuration
import Media

/// What really works on this machine, found by trying.
public struct Capabilities: Hashable, Sendable {
  /// The ffmpeg that was tried.
  public var ffmpegVersion: String, ffmpegMajor: Int
  /// The value of `-enc_time_base` that keeps the source's timestamps.
  public var sourceTimeBase: String
  /// By encoder: nil when it works, else why not.
  public var whyNot: [String: String?]

  /// What was found.
  public init(ffmpegVersion: String, ffmpegMajor: Int, sourceTimeBase: String, whyNot: [String: String?]) {
    (self.ffmpegVersion, self.ffmpegMajor) = (ffmpegVersion, ffmpegMajor)
    (self.sourceTimeBase, self.whyNot) = (sourceTimeBase, whyNot)
  }

  func works(_ encoder: EncoderRow) -> Bool {
    if case .some(.none) = whyNot[encoder.id] { true } else { false }
  }
}

/// Makes plans. Pure: no file, no process, no clock.
public enum Planner {
  /// The plan for a file that passed its gates. Throws a `Reason` when no encoder works here.
  public static func plan(_ info: MediaInfo, _ rules: Rules, _ capabilities: Capabilities) throws(Reason)
    -> Plan
  {
    guard let video = info.videos.first, let container = ContainerRow.of(info) else {
      throw Reason(.noVideo, "there is nothing to plan for")
    }
    // Measured: 5.1 leaves the codec delay out of Opus timestamps in Matroska, 9.0 does not.
    if container.timeBase != nil, capabilities.ffmpegMajor < 9,
      let opus = info.streams.first(where: { $0.codec == "opus" })
    {
      throw Reason(
        .unsupportedStream,
        "ffmpeg \(capabilities.ffmpegVersion) would move its \(opus.name) some milliseconds against the picture; "
          + "ffmpeg 9 does not: name one in [ffmpeg]")
    }
    let encoder = try encoder(rules, capabilities)
    let quality = quality(rules, encoder, video)
    let kept = info.streams.filter { !container.isChapterTrack($0, of: info) }
    let place = kept.firstIndex(of: video) ?? 0
    let command = Command(
      container: container, encoder: encoder, quality: quality, video: video, place: place, kept: kept,
      sourceTimeBase: capabilities.sourceTimeBase)
    return Plan(
      encoder: encoder.id, quality: quality, segments: [.init(number: 0, arguments: command.arguments)],
      announced: announced(video, to: command.pixelFormat),
      expectation: Expectation(
        format: container.timeBase == nil ? "mov" : "matroska", videoIndex: place,
        codec: rules.codec.rawValue,
        pixelFormat: command.pixelFormat,
        streams: kept.map { .init(source: $0, packets: $0 == video ? nil : info.packets?.streams[$0.index]) },
        start: info.container.startTime ?? 0, chapters: info.chapters,
        maxBytes: Int64(Double(info.container.size) * rules.maxSizeRatio)))
  }

  private static func encoder(_ rules: Rules, _ capabilities: Capabilities) throws(Reason) -> EncoderRow {
    let rows = EncoderRow.rows(for: rules)
    if let row = rows.first(where: capabilities.works) { return row }
    let seen = rows.map { "\($0.id): \((capabilities.whyNot[$0.id] ?? nil) ?? "not tried")" }.joined(
      separator: "; ")
    throw Reason(
      .encoderUnavailable,
      "no \(rules.codec.rawValue) encoder works with ffmpeg \(capabilities.ffmpegVersion) (\(seen))")
  }

  private static func quality(_ rules: Rules, _ encoder: EncoderRow, _ video: MediaStream) -> Quality {
    let size = SizeClass(width: video.width ?? 0, height: video.height ?? 0)
    return Quality(crf: rules.crf ?? size.crf, preset: rules.preset ?? encoder.preset(size))
  }

  private static func announced(_ video: MediaStream, to pixelFormat: String) -> [String] {
    let bits = { (format: String?) in format?.hasSuffix("10le") == true ? 10 : 8 }
    let (before, after) = (bits(video.pixelFormat), bits(pixelFormat))
    return before == after ? [] : ["the video has \(after) bits per sample instead of \(before)"]
  }
}
