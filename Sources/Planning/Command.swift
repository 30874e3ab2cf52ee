import Configuration
import Media
import Platform

/// The ffmpeg command for a whole film, as a value.
struct Command {
  let container: ContainerRow
  let encoder: EncoderRow
  let settings: EncoderSettings
  /// The stream to encode, its place in the result, and every stream that the result keeps, with how it gets there.
  let video: MediaStream
  let place: Int
  let kept: [MediaStream], carriages: [StreamMapping]
  let sourceTimeBase: String
  let sourceClass: SourceClass
  /// The padding that gives the picture a size that the encoder takes.
  let padding: Padding
  /// The pixel format of the result.
  let pixelFormat: String
  /// Whether pictures that are coded as two fields are made whole.
  let deinterlaces: Bool
  /// The video's colours.
  let colours: Colour
  /// Whether the samples use their full range, and whether only the container says so, or says otherwise.
  let isFullRange: Bool, isRangeCorrected: Bool
  let ffmpegMajor: Int
  /// Whether ffmpeg would end at packets that it marks as damaged, though nothing is missing (`ContinuityScan`).
  var toleratesMarks = false
  /// The key and text of our mark in the result.
  let mark: (key: String, tag: Expectation.Tag)
  /// Seconds at which the source's clock begins, where the result's is to begin there as well.
  let beginning: Double?
  /// Bytes to keep free in front of the result's pictures and sounds.
  let room: Int
  /// The frames of which the result is compared with the source; none until its packets have been looked at.
  let samples: [Int]

  /// Two outputs of one decode: the result, and a line per frame that went into the encoder, on stdout with
  /// its exact timestamp, which the result's timeline is later held against, and a checksum of its pixels, which another
  /// decode is held against, and on stderr with its size, shape and fields, which must stay what the first frame's are.
  var arguments: [String] {
    global + encoder.deviceOptions + sourceTimes + Input.options + delayed.inputs + result + timeline()
      + thumbnails
  }

  private var thumbnails: [String] {
    samples.isEmpty
      ? []
      : Thumbnails.output(of: "0:\(video.index)", selection: Thumbnails.selection(samples))
  }

  var global: [String] {
    [
      "-nostdin", "-hide_banner", "-y", "-loglevel", "level+info", "-nostats", "-progress", "pipe:2",
      "-stats_period", "0.5",
    ] + (toleratesMarks ? [] : ["-xerror"]) + ["-noautorotate"]
  }

  // Timestamps that streams leave open (a missing presentation time, a clock that does not begin at zero) are
  // filled in and kept as they are. Measured with 5.1.9 and 9.0.2, on late, negative and cut beginnings, edit
  // lists, fragments, uneven rates and Opus's delay: wherever a source's frames can be kept at all, the times
  // are the same with and without.
  private var sourceTimes: [String] {
    sourceClass.class == .webLike ? ["-fflags", "+genpts", "-copyts", "-start_at_zero"] : []
  }

  private var result: [String] {
    zip(kept, carriages).filter { !$1.isAttached }.flatMap {
      ["-map", "\(delayed.input(of: $0.0, after: 0)):\($0.0.index)"]
    }
      + all(videoBy: encoder.arguments(settings, stream: place) + codecTag + frames())
  }

  /// Everything that makes the result what it is to be, beside the streams' order.
  func all(videoBy video: [String]) -> [String] {
    ["-map_metadata", "0", "-map_chapters", "0", "-c", "copy"] + conversions + video
      + chromaLocation + staleTags + ["-metadata", "\(mark.key)=\(mark.tag.value)"] + dispositions
      + attachments + containerOptions + timescale + clock + space
      + ["-f", container.muxer, Input.output]
  }

  /// MP4's muxer writes colours only where all are known, unless it is told to; what the source's container writes, the
  /// result's does.
  private var containerOptions: [String] {
    guard video.written != Colour(), let place = container.options.firstIndex(of: "-movflags") else {
      return container.options
    }
    var options = container.options
    options[place + 1] += "+write_colr"
    return options
  }

  /// A range of the source's own bytes under the name and type that it has there.
  private var attachments: [String] {
    zip(kept, carriages).enumerated().flatMap { place, item -> [String] in
      guard case .attach(let start, let end) = item.1 else { return [] }
      return ["-attach", "subfile,,start,\(start),end,\(end),,:\(Input.file)"]
        + ["filename", "mimetype", "title"].flatMap { name in
          item.0.tag(named: name).map { ["-metadata:s:\(place)", "\(name)=\($0)"] } ?? []
        }
    }
  }

  private var conversions: [String] {
    carriages.enumerated().flatMap { place, carriage -> [String] in
      guard case .convert(let encoder, _) = carriage else { return [] }
      return ["-c:\(place)", encoder]
    }
  }

  /// Apple's players take HEVC under this name only; ffmpeg's own choice is `hev1`.
  var codecTag: [String] {
    encoder.codec == .hevc && container.timeBase == nil ? ["-tag:\(place)", "hvc1"] : []
  }

  /// A line for every picture that the filters let through.
  func timeline(by filters: String = "showinfo=checksum=0", of map: String? = nil) -> [String] {
    ["-map", map ?? "0:\(video.index)", "-vf", filters]
      + ["-c:v", "rawvideo"]
      + Self.exactFrames(sourceTimeBase) + [
        "-f", "framecrc", "pipe:1",
      ]
  }

  /// Every frame once, at exactly its own time: without both options frames are doubled, dropped or moved.
  static func exactFrames(_ timeBase: String) -> [String] {
    ["-fps_mode", "passthrough", "-enc_time_base", timeBase]
  }

  /// How pictures get to the encoder; of a stretch of them, when filters let only these through.
  func frames(of stretch: [String] = [], place: Int? = nil) -> [String] {
    let correction = RangeCorrection(
      video.pixelFormat ?? pixelFormat, isFullRange: isFullRange, isCorrected: isRangeCorrected)
    let filters =
      (deinterlaces ? [Deinterlacing.filter] : []) + stretch + correction.renaming
      + padding.filters(correction.pixelFormat) + correction.scaling
      + encoder.filters(for: pixelFormat) + [tags.filter]
    // A filter with several inputs lets go of the demuxer's time base; it is that of the stream.
    let timeBase =
      padding.isNeeded || !correction.renaming.isEmpty
      ? "\(video.timeBase.num):\(video.timeBase.den)" : sourceTimeBase
    return Self.exactFrames(timeBase)
      + ["-filter:\(place ?? self.place)", filters.joined(separator: ",")]
  }

  private var tags: ColourTags {
    ColourTags(colours: colours, isFullRange: isFullRange, ffmpegMajor: ffmpegMajor)
  }

  private var chromaLocation: [String] {
    encoder.forgetsChromaLocation ? tags.chromaLocation(stream: place) : []
  }

  /// mkvmerge's statistics describe the old stream and would be copied to the new one.
  private var staleTags: [String] {
    video.tags.keys.sorted().filter { key in
      ["BPS", "DURATION", "NUMBER_OF_", "_STATISTICS_"].contains { key.hasPrefix($0) }
    }.flatMap { ["-metadata:s:\(place)", "\($0)="] }
  }

  /// Said for every stream: unsaid, ffmpeg makes the first of each kind the default one.
  private var dispositions: [String] {
    zip(kept, carriages).enumerated().filter { !$1.1.isAttached }.flatMap { index, item in
      let stream = item.0
      return [
        "-disposition:\(index)",
        stream.dispositions.isEmpty ? "0" : stream.dispositions.sorted.joined(separator: "+"),
      ]
    }
  }

  /// MP4 keeps each stream's own time base, if asked to. Where a stream begins is told in units of the whole movie:
  /// milliseconds would move a picture that begins later than the sound, so these are a part of the picture's own,
  /// and fine enough for the sound.
  private var timescale: [String] {
    guard container.timeBase == nil, video.timeBase.num == 1 else { return [] }
    let units = video.timeBase.den
    let parts = max(1, units.saturatingAdd(47_999) / units)
    return ["-video_track_timescale", "\(units)", "-movie_timescale", "\(units.saturatingMultiply(parts))"]
  }
}
