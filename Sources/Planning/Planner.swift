import API
import Configuration
import Media
import Platform

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
    let settings = settings(rules, encoder, capabilities, video, sourceClass)
    let kept = info.streams.filter { !container.isChapterTrack($0, of: info) }
    let place = kept.firstIndex(of: video) ?? 0
    let padding = Padding(width: video.width ?? 0, height: video.height ?? 0)
    let mark = OwnTag.written(in: container, OwnTag.value(encoder.id, settings.quality))
    let command = Command(
      container: container, encoder: encoder, settings: settings, video: video, place: place, kept: kept,
      sourceTimeBase: capabilities.sourceTimeBase, sourceClass: sourceClass, mark: mark)
    return Plan(
      encoder: encoder.id, quality: settings.quality, sourceClass: sourceClass,
      segments: [.init(number: 0, arguments: command.arguments)],
      announced: announced(video, to: command.pixelFormat)
        + [padding.announcement, grain(rules, encoder)].compactMap { $0 }
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

  private static func settings(
    _ rules: Rules, _ encoder: EncoderRow, _ capabilities: Capabilities, _ video: MediaStream,
    _ sourceClass: SourceClass
  ) -> EncoderSettings {
    let size = SizeClass(width: video.width ?? 0, height: video.height ?? 0)
    let version = capabilities.versions[encoder.id]
    let quality = QualityTable.quality(
      rules, encoder, size, isLowBitrate: sourceClass.isLowBitrate, version: version)
    return EncoderSettings(quality, size: size, filmGrain: rules.filmGrain, version: version)
  }

  private static func announced(_ video: MediaStream, to pixelFormat: String) -> [String] {
    let bits = { (format: String?) in format?.hasSuffix("10le") == true ? 10 : 8 }
    let (before, after) = (bits(video.pixelFormat), bits(pixelFormat))
    return before == after ? [] : ["the video has \(after) bits per sample instead of \(before)"]
  }

  /// Nothing of it happens silently, and neither does its absence.
  private static func grain(_ rules: Rules, _ encoder: EncoderRow) -> String? {
    if rules.filmGrain == 0 { return nil }
    return encoder.synthesisesGrain
      ? "the film's grain is taken out, and players put artificial grain back (film_grain \(rules.filmGrain))"
      : "film_grain (\(rules.filmGrain)) is not applied: \(encoder.id) cannot do it, only libsvtav1 can"
  }
}
