/// A message of ffmpeg's own that is worth heeding, and its meaning for the equality of a result with its source.
///
/// With `-loglevel level+...` every message carries the parts of ffmpeg that speak, then its level, as in
/// `[vp9 @ 0x1] [IMGUTILS @ 0x2] [error] Picture size 0x0 is invalid`. Lines of libraries that write to stderr themselves,
/// such as libgcrypt's `Warning: using insecure memory!`, have neither, and are nobody's word on a film.
public struct FFmpegMessage: Hashable, Sendable {
  /// The consequence for a result.
  public enum Meaning: Hashable, Sendable {
    /// Frames or sound are not whole, or something did not work: nothing is equal to that.
    case damage
    /// The container is odd, and no frame is touched: a note, where all frames decode the same twice.
    case packaging
    /// An output has other timestamps than its source.
    case clock
    /// This version of ffmpeg cannot do it; another can. Neither the film nor the encoder is at fault.
    case version
    /// It goes with another message and says nothing new.
    case consequence
  }

  /// The severity, as ffmpeg names it.
  public enum Level: String, Sendable {
    case panic, fatal, error, warning, info, verbose, debug, trace
  }

  /// The text behind the level, without the name under which ffmpeg knows its input.
  public let words: String
  /// The part of ffmpeg that speaks, as in `mpegts @ 0x1`; empty for ffmpeg itself.
  public let speaker: String
  /// Its level.
  public let level: Level
  /// Its meaning.
  public let meaning: Meaning

  private struct Row {
    let words: String, meaning: Meaning
    /// The level from which on it counts.
    var from = Level.error
    /// The beginning of the speaker, where others who say the same mean something else.
    var speaker = ""
  }

  /// Each with where it was seen: ffmpeg 5.1.9 (Debian 12) and 9.0.2 (imageio-ffmpeg). The first that fits counts.
  private static let rows: [Row] = [
    // libavformat/mov.c, mov_read_chapters; both, of an MP4 whose chapter track was left out by a tool. ffprobe shows no
    // chapters then, and every frame decodes.
    Row(words: "Referenced QT chapter track not found", meaning: .packaging),
    // fftools/ffmpeg.c (5.1) and ffmpeg_demux.c (9): a warning, and fatal with -xerror. Set by libavformat/mpegts.c where
    // the counter of packets steps and where a PES packet has another length than it says, and by av_get_packet at the
    // end of a cut file. Whether data are missing, `ContinuityScan` says.
    Row(words: "corrupt input packet in stream", meaning: .packaging, from: .warning),
    // libavformat/demux.c, handle_new_packet: the same, from the demuxer, which `Prober` counts; both.
    Row(words: "Packet corrupt (stream = ", meaning: .consequence, from: .warning),
    // fftools/ffmpeg_mux.c: ffmpeg writes another time than the source's (a warning), or ends with -xerror. framecrc's
    // own complaint at two frames in the wrong order. 5.1, then 9, then libavformat/mux.c.
    Row(words: "Non-monotonous DTS", meaning: .clock, from: .warning),
    Row(words: "Non-monotonic DTS", meaning: .clock, from: .warning),
    Row(words: "non monotonically increasing dts", meaning: .clock),
    // fftools/ffmpeg.c and ffmpeg_dec.c: the decoder marks a frame as damaged; a warning without -xerror.
    Row(words: "corrupt decoded frame", meaning: .damage, from: .warning),
    // fftools/ffmpeg_filter.c of 9: a frame that says how it is turned, or which eye it is for, both in its container and
    // in its bitstream (av_frame_side_data_clone, EEXIST). No option avoids it; 5.1 takes such frames.
    Row(words: "(File exists)", meaning: .version, speaker: "vf#"),
    // fftools/ffmpeg_sched.c of 9, and ffmpeg.c of 5.1 after a time that went back.
    Row(words: "Task finished with error code", meaning: .consequence),
    Row(words: "Terminating thread with return code", meaning: .consequence),
    Row(words: "aborting.", meaning: .consequence),
  ]

  /// Reads a line; nil for what is no message of ffmpeg's, and for one that is below an error and in no row.
  public init?(_ line: String) {
    var (rest, speaker, found) = (line[...], "", Level?.none)
    while found == nil {
      guard rest.first == "[", let end = rest.firstRange(of: "] ") else { return nil }
      let word = rest[rest.index(after: rest.startIndex)..<end.lowerBound]
      rest = rest[end.upperBound...]
      found = Level(rawValue: String(word))
      if found == nil {
        // A word that is followed by an address names a part of ffmpeg.
        guard word.contains(" @ 0x") else { return nil }
        if speaker.isEmpty { speaker = String(word) }
      }
    }
    guard let level = found else { return nil }
    let row = Self.rows.first {
      rest.contains($0.words) && speaker.hasPrefix($0.speaker) && (level.isError || level == $0.from)
    }
    guard row != nil || level.isError else { return nil }
    let input = Input.file + ": "
    words = String(rest.hasPrefix(input) ? rest.dropFirst(input.count) : rest)
    (self.speaker, self.level, meaning) = (speaker, level, row?.meaning ?? .damage)
  }

  /// The output and its stream that it is about, where it names them: `output stream 0:1` or `aost#0:1/copy`.
  public var output: (file: Int, stream: Int)? {
    for (text, mark) in [(words, "output stream "), (speaker, "ost#")] {
      guard let start = text.firstRange(of: mark)?.upperBound else { continue }
      let numbers = text[start...].prefix { $0.isNumber || $0 == ":" }.split(separator: ":").compactMap {
        Int($0)
      }
      if numbers.count == 2 { return (numbers[0], numbers[1]) }
    }
    return nil
  }
}

extension FFmpegMessage.Level {
  /// Whether something failed.
  public var isError: Bool {
    switch self {
    case .panic, .fatal, .error: true
    case .warning, .info, .verbose, .debug, .trace: false
    }
  }
}
