import Media
import Platform

/// How a film is encoded in segments, each by an ffmpeg of its own that reads the original, and how they are joined.
public struct SegmentPlan: Codable, Hashable, Sendable {
  /// Pictures that follow each other, in the order in which they are shown.
  public struct FrameRange: Codable, Hashable, Sendable {
    /// How many there are.
    public var pictures: Int
    /// When the first and the last of them are shown, in units of the source's time base.
    public var first: Int64, last: Int64
    /// When the picture after them is shown; nil at the end of the film.
    public var after: Int64?
  }

  /// The part of the video that one ffmpeg encodes.
  public struct Segment: Codable, Hashable, Sendable {
    /// Counted from 0.
    public var number: Int
    /// Its pictures.
    public var stretch: FrameRange
    /// The first of them, which the segment before decodes as well, so that it shows whether the seek has harmed them.
    public var head: FrameRange
    /// The key picture at which decoding begins, some pictures earlier; nil for the beginning of the film.
    public var seek: Int64?
    /// The frames of which the segment is compared with the source, counted from its first; nil in plans of before.
    public var samples: [Int]?
  }

  /// Seconds per unit of the source's times.
  public var timeBase: Rational
  /// The time at which the file's own clock begins, in these units; the result's begins at zero.
  public var origin: Int64
  /// The segments in order.
  public var segments: [Segment]
  /// ffmpeg's arguments that bring the video into a container in which decoding can begin at any picture; nil where it is
  /// in one. The segments are then made from what these make.
  public var remuxing: [String]?
  /// ffmpeg's arguments for any of them, with placeholders for what differs.
  public var encoding: [String]
  /// ffmpeg's arguments that make the result of the segments, of which descriptor 5 is the directory, and of the source.
  public var joining: [String]

  /// The name of a finished segment in its directory.
  public static func name(_ number: Int) -> String { "segment-\(number).mp4" }

  /// The name of the list of all segments in their directory.
  public static let listName = "segments.ffconcat"

  /// The placeholders in `encoding` for the options before the input, for times and for the number of threads.
  enum Placeholder {
    static let seek = "{seek}", range = "{range}", threads = "{threads}", told = "{told}"
    static let samples = "{samples}"
  }

  /// ffmpeg's arguments for one segment; the files are descriptors 3 (source) and 4 (segment).
  public func arguments(_ segment: Segment, threads: Int) -> [String] {
    let values = [
      (Placeholder.range, range(segment.stretch)), (Placeholder.told, told(segment)),
      (Placeholder.threads, "\(threads)"),
      (Placeholder.samples, Thumbnails.selection(segment.samples ?? [])),
    ]
    return encoding.flatMap { word -> [String] in
      if word == Placeholder.seek {
        return segment.seek.map {
          ["-seek_timestamp", "1", "-noaccurate_seek", "-ss", Self.seconds(microseconds($0, .up))]
        } ?? []
      }
      return [values.reduce(word) { $0.replacing($1.0, with: $1.1) }]
    }
  }

  /// The filters that tell of every picture of a segment, and of the next one's head, to which they go on.
  private func told(_ segment: Segment) -> String {
    let next = segments.dropFirst(segment.number + 1).first?.head
    var all = segment.stretch
    all.after = next.map(\.after) ?? all.after
    return "trim=\(range(all)),showinfo=checksum=0"
  }

  /// A filter's words for a stretch, by the clock and not by the stream's units, of which a filter before it may have made
  /// others. A unit is more than a microsecond, so that the exact picture is meant.
  private func range(_ stretch: FrameRange) -> String {
    func time(_ ticks: Int64) -> String { Self.seconds(microseconds(ticks, .toNearestOrAwayFromZero)) }
    return "start=\(time(stretch.first))" + (stretch.after.map { ":end=\(time($0))" } ?? "")
  }

  /// The list by which ffmpeg finds the segments and knows when each begins, to the microsecond.
  ///
  /// Every duration is the difference of two rounded instants, so that nothing adds up over a long film.
  public var list: [UInt8] {
    let starts = segments.map {
      microseconds($0.stretch.first.saturatingSubtract(origin), .toNearestOrAwayFromZero)
    }
    let entries = segments.indices.map { index -> String in
      let file = "file \(Self.name(segments[index].number))\n"
      return index + 1 < starts.count
        ? file + "duration \(Self.seconds(starts[index + 1].saturatingSubtract(starts[index])))\n" : file
    }
    return Array(("ffconcat version 1.0\n" + entries.joined()).utf8)
  }

  /// The pictures' times as the result's clock has them.
  public func placed(_ timeline: FrameTimeline) -> FrameTimeline {
    timeline.moved(by: Int64(0).saturatingSubtract(origin))
  }

  private func microseconds(_ ticks: Int64, _ rounding: FloatingPointRoundingRule) -> Int64 {
    Self.microseconds(ticks, timeBase, rounding)
  }

  /// Exact in 128 bits, as ffmpeg's own (`av_rescale_q`).
  static func microseconds(_ ticks: Int64, _ timeBase: Rational, _ rounding: FloatingPointRoundingRule)
    -> Int64
  {
    let (whole, part) = (Int128(ticks) * Int128(timeBase.num)).quotientAndRemainder(
      dividingBy: Int128(timeBase.den))
    let (quotient, rest) = (part * 1_000_000).quotientAndRemainder(dividingBy: Int128(timeBase.den))
    let away: Int128 =
      switch rounding {
      case .up: rest > 0 ? 1 : 0
      default: 2 * Int128(rest.magnitude) >= Int128(timeBase.den) ? rest.signum() : 0
      }
    return Int64(clamping: whole.saturatingMultiply(1_000_000).saturatingAdd(quotient + away))
  }

  /// As in `-1.040000`, which is how ffmpeg takes times.
  static func seconds(_ microseconds: Int64) -> String {
    let digits = String(1_000_000 + microseconds.magnitude % 1_000_000).dropFirst()
    return "\(microseconds < 0 ? "-" : "")\(microseconds.magnitude / 1_000_000).\(digits)"
  }
}
