import API
import Configuration
import Media
import Platform

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
  /// The plan for a file that passed its gates; `path` is its way from its library's root, and encoders that are
  /// excluded by their id have failed with it already. Throws a `Reason` when no encoder is left that works here.
  public static func plan(
    _ info: MediaInfo, path: Path, _ rules: Rules, _ capabilities: Capabilities, excluding: Set<String> = []
  ) throws(Reason) -> Plan {
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
    let encoder = try encoder(rules, capabilities, excluding)
    let sourceClass = SourceClass(info, path: path)
    let quality = quality(rules, encoder, video, sourceClass)
    let kept = info.streams.filter { !container.isChapterTrack($0, of: info) }
    let place = kept.firstIndex(of: video) ?? 0
    let padding = Padding(width: video.width ?? 0, height: video.height ?? 0)
    let mark = OwnTag.written(in: container, OwnTag.value(encoder.id, quality))
    let command = Command(
      container: container, encoder: encoder, quality: quality, video: video, place: place, kept: kept,
      sourceTimeBase: capabilities.sourceTimeBase, sourceClass: sourceClass, mark: mark)
    return Plan(
      encoder: encoder.id, quality: quality, sourceClass: sourceClass,
      segments: [.init(number: 0, arguments: command.arguments)],
      announced: announced(video, to: command.pixelFormat) + [padding.announcement].compactMap { $0 }
        + ["the container says that Condense made it: \(mark.tag.name) is '\(mark.tag.value)'"],
      expectation: Expectation(
        format: container.timeBase == nil ? "mov" : "matroska", videoIndex: place,
        codec: rules.codec.rawValue,
        pixelFormat: command.pixelFormat, width: padding.width, height: padding.height, tag: mark.tag,
        streams: kept.map { .init(source: $0, packets: $0 == video ? nil : info.packets?.streams[$0.index]) },
        start: info.container.startTime ?? 0, chapters: info.chapters,
        maxBytes: Int64(Double(info.container.size) * rules.largestRatio)))
  }

  private static func encoder(_ rules: Rules, _ capabilities: Capabilities, _ excluded: Set<String>)
    throws(Reason) -> EncoderRow
  {
    let rows = EncoderRow.rows(for: rules)
    if let row = rows.first(where: { capabilities.works($0) && !excluded.contains($0.id) }) { return row }
    let seen = rows.map { row in
      let failed = excluded.contains(row.id) ? "failed with this file" : nil
      return "\(row.id): \(failed ?? (capabilities.whyNot[row.id] ?? nil) ?? "not tried")"
    }.joined(separator: "; ")
    throw Reason(
      .encoderUnavailable,
      "no \(rules.codec.rawValue) encoder works with ffmpeg \(capabilities.ffmpegVersion) (\(seen))")
  }

  private static func quality(
    _ rules: Rules, _ encoder: EncoderRow, _ video: MediaStream, _ sourceClass: SourceClass
  )
    -> Quality
  {
    let size = SizeClass(width: video.width ?? 0, height: video.height ?? 0)
    return Quality(
      crf: rules.crf ?? size.crf + (sourceClass.isLowBitrate ? 1 : 0),
      preset: rules.preset ?? encoder.preset(size))
  }

  private static func announced(_ video: MediaStream, to pixelFormat: String) -> [String] {
    let bits = { (format: String?) in format?.hasSuffix("10le") == true ? 10 : 8 }
    let (before, after) = (bits(video.pixelFormat), bits(pixelFormat))
    return before == after ? [] : ["the video has \(after) bits per sample instead of \(before)"]
  }
}
