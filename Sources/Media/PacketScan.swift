/// What a walk over every packet found, without decoding any.
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
    /// Working notes: the decoding time of the packet before, and the times of all pictures.
    var previous: Int64?
    var shown: [Int64] = []

    private enum CodingKeys: String, CodingKey {
      case count, bytes, first, end, tail, tiny, discarded, guessed, untimed, backwards, repeated
    }

    /// No packets.
    public init() {}
  }

  /// By stream index.
  public var streams: [Int: Stream] = [:]
  /// The stream whose pictures must each have a time of their own.
  private let video: Int?

  private enum CodingKeys: String, CodingKey { case streams }

  /// Nothing seen yet.
  public init(video: Int? = nil) { self.video = video }

  /// Nothing but what was written down.
  public init(from decoder: any Decoder) throws {
    streams = try decoder.container(keyedBy: CodingKeys.self).decode([Int: Stream].self, forKey: .streams)
    video = nil
  }

  /// Takes in a line of ffprobe's compact output: `stream_index|pts|dts|duration|size|flags`.
  mutating func add(_ line: [UInt8]) {
    let fields = line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    guard fields.count >= 6, let number = Self.integer(fields[0]) else { return }
    let index = Int(number)
    streams[index, default: Stream()].add(
      pts: Self.integer(fields[1]), dts: Self.integer(fields[2]), duration: Self.integer(fields[3]) ?? 0,
      size: Self.integer(fields[4]) ?? 0, discarded: fields[5].contains(UInt8(ascii: "D")),
      keepTimes: index == video)
  }

  /// Counts the pictures that share a time, and lets go of the working notes.
  mutating func finish() {
    guard let video else { return }
    let times = streams[video]?.shown.sorted() ?? []
    streams[video]?.repeated = zip(times, times.dropFirst()).count { $0 == $1 }
    streams[video]?.shown = []
  }

  private static func integer(_ field: ArraySlice<UInt8>) -> Int64? {
    Int64(String(decoding: field, as: UTF8.self))
  }
}

extension PacketScan.Stream {
  mutating func add(pts: Int64?, dts: Int64?, duration: Int64, size: Int64, discarded: Bool, keepTimes: Bool)
  {
    if let dts {
      if let previous, dts < previous { backwards += 1 }
      previous = dts
    }
    // Times are the file's own word, and may be anything.
    let (after, overflow) = (pts ?? dts ?? 0).addingReportingOverflow(duration)
    // What ends before the clock begins is a decoder's run-up, which Matroska does not mark as such.
    if discarded || !keepTimes && (pts ?? 0) < 0 && after <= 0 {
      self.discarded += 1
      bytes += size
      return
    }
    if size <= 2 {
      tiny += 1
      return
    }
    count += 1
    bytes += size
    // AVI has decoding times only; they are what its players go by.
    guard let time = pts ?? dts else {
      untimed += 1
      return
    }
    if keepTimes { shown.append(time) }
    if pts == nil { guessed += 1 }
    first = min(first ?? time, time)
    let ends = overflow ? time : after
    if end.map({ ends > $0 }) ?? true { (end, tail) = (ends, duration) }
  }
}
