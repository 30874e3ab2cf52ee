import API
import Platform

/// The result of a walk over every packet, without decoding any.
public struct PacketScan: Codable, Hashable, Sendable {
  /// One stream's packets.
  public struct Stream: Codable, Hashable, Sendable {
    /// Packets that are meant to be presented, and the bytes of these and of the discarded.
    public var count = 0, bytes: Int64 = 0
    /// First and last presentation time in units of the stream's time base; the last includes its duration.
    public var first: Int64?, end: Int64?
    /// How long the packet stays that ends last.
    public var tail: Int64 = 0
    /// Packets of at most two bytes: MP4's pauses between subtitles, silence of some audio codecs.
    public var tiny = 0
    /// Packets that the container says are not to be presented, such as a codec's delay.
    public var discarded = 0
    /// Packets that only say when to decode them, which is not quite when to show them.
    public var guessed = 0
    /// Packets without any timestamp, places where decoding time goes back, and pictures at the same time.
    public var untimed = 0, backwards = 0, repeated = 0
    /// The pictures of the video that was asked for, in the order in which they are shown; not written down.
    public internal(set) var pictures = FrameTable()
    /// Pictures of that video whose time is so far from the first one's that they cannot be put in order; not written down.
    public internal(set) var outlying = 0
    /// A working note: the decoding time of the packet before.
    var previous: Int64?

    private enum CodingKeys: String, CodingKey {
      case count, bytes, first, end, tail, tiny, discarded, guessed, untimed, backwards, repeated
    }

    /// No packets.
    public init() {}
  }

  /// A picture as its packet tells of it.
  public struct Picture: Hashable, Sendable {
    /// When it is shown, in units of the stream's time base.
    public var time: Int64
    /// Whether decoding can begin here.
    public var isKey: Bool
    /// Bytes.
    public var size: Int

    /// Creates a picture from its parts.
    public init(time: Int64, isKey: Bool, size: Int) {
      (self.time, self.isKey, self.size) = (time, isKey, size)
    }
  }

  /// Whether data are missing where ffmpeg marks packets as damaged.
  public enum Integrity: Hashable, Sendable {
    /// It marks none, or only `ffmpeg` itself can tell.
    case unmarked
    /// Nothing is missing; at so many places packets are counted anew.
    case whole(steps: Int)
    /// Data are missing: the gap as a phrase, and the streams whose packets are marked.
    case broken(String, streams: Set<Int>)
  }

  /// By stream index.
  public var streams: [Int: Stream] = [:]
  /// Whether data are missing; not written down.
  public var integrity = Integrity.unmarked
  /// Whether ffmpeg marks packets as damaged though nothing is missing.
  public var isWholeThoughMarked: Bool { if case .whole = integrity { true } else { false } }
  /// The stream whose pictures are noted, and must each have a time of their own.
  private let video: Int?
  private let mostPictures: Int
  /// Of all streams.
  private var packets = 0

  private enum CodingKeys: String, CodingKey { case streams }

  /// Nothing seen yet.
  public init(video: Int? = nil) { self.init(video: video, mostPictures: FrameTable.most) }

  init(video: Int?, mostPictures: Int) { (self.video, self.mostPictures) = (video, mostPictures) }

  /// Nothing but what was written down.
  public init(from decoder: any Decoder) throws {
    streams = try decoder.container(keyedBy: CodingKeys.self).decode([Int: Stream].self, forKey: .streams)
    (video, mostPictures) = (nil, FrameTable.most)
  }

  /// More packets than are counted in one film: 31 hours of TrueHD, whose packets are the shortest (1200 per second).
  private static let most = 1 << 27
  /// More streams than ffmpeg takes (`-max_streams`, 1000).
  private static let mostStreams = 1 << 12

  /// Takes in a line of ffprobe's compact output: `stream_index|pts|dts|duration|size|flags`. Throws a `Reason` for more
  /// than any film has.
  mutating func add(_ line: [UInt8]) throws(Reason) {
    var fields = Fields(line)
    guard let index = fields.integer(), (0..<Int64(Self.mostStreams)).contains(index) else { return }
    let (pts, dts, duration, size) = (fields.integer(), fields.integer(), fields.integer(), fields.integer())
    guard let flags = fields.next() else { return }
    packets += 1
    if packets > Self.most { throw Self.tooMany("more than \(Self.most) packets") }
    let isVideo = Int(index) == video
    streams[Int(index), default: Stream()].add(
      pts: pts, dts: dts, duration: duration ?? 0, size: max(0, size ?? 0), flags: flags,
      keepPictures: isVideo)
    if isVideo, streams[Int(index)]?.pictures.count ?? 0 > mostPictures {
      throw Self.tooMany("more than \(mostPictures) pictures in its video stream \(index)")
    }
  }

  static func tooMany(_ seen: String) -> Reason {
    Reason(.tooComplex, "it has \(seen), more than any film; split it, if it is one")
  }

  /// Puts the pictures in order, and counts those that share a time.
  mutating func finish() {
    guard let video else { return }
    streams[video]?.pictures.sort()
    let repeated = streams[video]?.pictures.repeated ?? 0
    streams[video]?.repeated = repeated
  }
}

/// The fields of a line, one after the other.
private struct Fields {
  private let line: [UInt8]
  /// Where the next one begins; behind the end there is none.
  private var place = 0

  init(_ line: [UInt8]) { self.line = line }

  mutating func next() -> ArraySlice<UInt8>? {
    guard place <= line.count else { return nil }
    let end = line[place...].firstIndex(of: UInt8(ascii: "|")) ?? line.count
    defer { place = end + 1 }
    return line[place..<end]
  }

  /// The next one as a number; nil for anything else.
  mutating func integer() -> Int64? {
    guard var digits = next() else { return nil }
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    if digits.isEmpty { return nil }
    var value: Int64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      let number = Int64(digit - UInt8(ascii: "0"))
      let (tens, one) = value.multipliedReportingOverflow(by: 10)
      // Downwards, where there is room for one more.
      let (next, two) = tens.subtractingReportingOverflow(number)
      if one || two { return nil }
      value = next
    }
    return isNegative ? value : value == .min ? nil : -value
  }
}

extension PacketScan.Stream {
  mutating func add(
    pts: Int64?, dts: Int64?, duration: Int64, size: Int64, flags: ArraySlice<UInt8>, keepPictures: Bool
  ) {
    if let dts {
      if let previous, dts < previous { backwards += 1 }
      previous = dts
    }
    // Times are the file's own word, and may be anything.
    let (after, overflow) = (pts ?? dts ?? 0).addingReportingOverflow(duration)
    // A packet that ends before the clock begins is a decoder's run-up, which Matroska does not mark as such.
    if flags.contains(UInt8(ascii: "D")) || !keepPictures && (pts ?? 0) < 0 && after <= 0 {
      self.discarded += 1
      add(bytes: size)
      return
    }
    if size <= 2 {
      tiny += 1
      return
    }
    count += 1
    add(bytes: size)
    // AVI has decoding times only; they are what its players go by.
    guard let time = pts ?? dts else {
      untimed += 1
      return
    }
    if keepPictures,
      !pictures.append(
        .init(time: time, isKey: flags.contains(UInt8(ascii: "K")), size: Int(clamping: size)))
    {
      outlying += 1
    }
    if pts == nil { guessed += 1 }
    first = min(first ?? time, time)
    let ends = overflow ? time : after
    if end.map({ ends > $0 }) ?? true { (end, tail) = (ends, duration) }
  }

  private mutating func add(bytes more: Int64) {
    let (sum, overflow) = bytes.addingReportingOverflow(more)
    bytes = overflow ? .max : sum
  }
}
