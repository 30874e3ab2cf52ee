import API
import Configuration
import Media
import Platform

/// Makes plans. Pure: no file, no process, no clock.
public enum Planner {
  /// The plan for a file that passed its gates; `path` is its way from its library's root, and encoders that are
  /// excluded by their id have failed with it already; `segmentSecs` is how long segments should be. Throws a `Reason`
  /// when no encoder is left that works here.
  public static func plan(
    _ info: MediaInfo, path: Path, _ rules: Rules, _ capabilities: Capabilities, excluding: Set<String> = [],
    segmentSecs: Double = Pace().segmentSecs
  ) throws(Reason) -> Plan {
    guard let video = info.videos.first else { throw Reason(.noVideo, "there is nothing to plan for") }
    let arrangement = try ContainerPlan.of(info, rules).get()
    let container = arrangement.container
    if let reason = FFmpegQuirk.refusal(info, in: container, capabilities) { throw reason }
    let (encoder, pixelFormat) = try encoder(for: info, rules, capabilities, excluding)
    let sourceClass = SourceClass(info, path: path)
    let settings = settings(rules, encoder, capabilities, info, video, sourceClass)
    let kept = arrangement.kept
    let place = kept.firstIndex { info.streams[$0] == video } ?? 0
    let command = Command(
      container: container, encoder: encoder, settings: settings, video: video, place: place,
      kept: kept.map { info.streams[$0] }, carriages: kept.map { arrangement.carriages[$0] },
      sourceTimeBase: capabilities.sourceTimeBase, sourceClass: sourceClass,
      padding: encoder.padding(video, version: settings.version), pixelFormat: pixelFormat,
      deinterlaces: Deinterlacing.applies(rules, to: video), colours: info.colour(of: video),
      isFullRange: info.isFullRange(video), isRangeCorrected: info.isRangeCorrected(video),
      ffmpegMajor: capabilities.ffmpegMajor, toleratesMarks: info.packets?.isWholeThoughMarked == true,
      mark: ProvenanceTag.written(in: container, ProvenanceTag.value(encoder.id, settings.quality)),
      beginning: beginning(of: info, in: container, capabilities.ffmpegMajor),
      room: room(for: info, in: container), samples: samples(of: info, video))
    let inventory = inventory(of: info, command, codec: rules.codec)
    let (division, whyNot) = division(of: info, command, secs: segmentSecs)
    return Plan(
      encoder: encoder.id, encoderVersion: settings.version ?? "ffmpeg \(capabilities.ffmpegVersion)",
      quality: settings.quality, sourceClass: sourceClass,
      arguments: command.arguments, division: division, samples: command.samples, undivided: whyNot,
      newExtension: arrangement.moved == nil ? nil : container.fileExtension,
      deinterlaces: command.deinterlaces,
      announced: announced(inventory, info)
        + [
          command.padding.announcement, fields(command, info), grain(rules, encoder),
          timecode(info, arrangement),
        ].compactMap { $0 } + info.colourNotes(of: video) + sound(info)
        + info.container.losses.sorted.map { "\($0) is lost" },
      expectation: Expectation(
        inventory: inventory, videoIndex: place, videoCodec: rules.codec.rawValue, tag: command.mark.tag,
        streams: zip(command.kept, command.carriages).map { stream, carriage in
          .init(
            source: stream, carriage: carriage,
            packets: carriage == .encode ? nil : info.packets?.streams[stream.index],
            sound: info.changingSound.first { $0.stream == stream }?.runs)
        },
        isFromMatroska: info.isMatroska && container.carries(info),
        isFromMovie: !info.isMatroska && container.carries(info), hasRoom: command.room > 0,
        keepsDynamicLight: info.hasHDR10Plus,
        maxBytes: ByteCount(info.container.size).share(rules.largestRatio).count))
  }

  private static func samples(of info: MediaInfo, _ video: MediaStream) -> [Int] {
    guard video.isSampled else { return [] }
    let pictures = info.packets?.streams[video.index]?.pictures ?? FrameTable()
    return Sampling(pictures, video.timeBase).frames(of: pictures.indices)
  }

  /// Returns a note for a film that is deinterlaced although its headers tell of no fields, since pictures of
  /// two fields may also come later; fields that headers tell of are in the inventory.
  private static func fields(_ command: Command, _ info: MediaInfo) -> String? {
    command.deinterlaces && !info.isInterlaced
      ? "pictures that are coded as two fields, should there be any, are made whole (deinterlace)" : nil
  }

  /// Sound that changes on the way is copied as it is where every frame of it says so.
  private static func sound(_ info: MediaInfo) -> [String] {
    info.changingSound.map { stream, runs, _ in
      "\(stream.name) changes on the way (\(runs.prefix(4).map(\.description).joined(separator: ", "))), as every frame of "
        + "it says, and is kept so"
    }
  }

  /// MP4 and QuickTime get a track of it again, made from the tag.
  private static func timecode(_ info: MediaInfo, _ arrangement: ContainerPlan) -> String? {
    let track = info.streams.first { info.isTimecodeTrack($0) }
    return arrangement.container.timeBase == nil
      ? nil : track.map { "the timecode of data stream \($0.index) stays as a tag of the video only" }
  }

  private static func settings(
    _ rules: Rules, _ encoder: EncoderRow, _ capabilities: Capabilities, _ info: MediaInfo,
    _ video: MediaStream,
    _ sourceClass: SourceClass
  ) -> EncoderSettings {
    let size = SizeClass(width: video.width ?? 0, height: video.height ?? 0)
    let version = capabilities.versions[encoder.id]
    let quality = QualityTable.quality(
      rules, encoder, size, isLowBitrate: sourceClass.isLowBitrate, version: version)
    return EncoderSettings(
      quality, size: size, filmGrain: rules.filmGrain, version: version, light: info.hdr10(of: video))
  }

  /// Nothing of it happens silently, and neither does its absence.
  private static func grain(_ rules: Rules, _ encoder: EncoderRow) -> String? {
    if rules.filmGrain == 0 { return nil }
    return encoder.synthesisesGrain
      ? "the film's grain is taken out, and players put artificial grain back (film_grain \(rules.filmGrain))"
      : "film_grain (\(rules.filmGrain)) is not applied: \(encoder.id) cannot do it, only libsvtav1 can"
  }
}
