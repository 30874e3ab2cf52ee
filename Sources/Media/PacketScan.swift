/// What a walk over every packet found, without decoding any.
public struct PacketScan: Codable, Hashable, Sendable {
  /// One stream's packets.
  public struct Stream: Codable, Hashable, Sendable {
    /// Packets that are meant to be presented.
    public var count = 0
    /// Their bytes.
    public var bytes: Int64 = 0
    /// First and last presentation time in units of the stream's time base; the last includes its duration.
    public var first: Int64?, end: Int64?
    /// Packets without any timestamp, and places where time stood still or went back.
    public var untimed = 0, backwards = 0
    /// Packets that the container says are not to be presented, such as a codec's delay.
    public var discarded = 0
    /// The decoding time of the packet before.
    var previous: Int64?

    /// No packets.
    public init() {}

    private enum CodingKeys: String, CodingKey {
      case count, bytes, first, end, untimed, backwards, discarded
    }
  }

  /// By stream index.
  public var streams: [Int: Stream] = [:]

  /// Nothing seen yet.
  public init() {}

  /// Takes in a line of ffprobe's compact output: `stream_index|pts|dts|duration|size|flags`.
  mutating func add(_ line: [UInt8]) {
    let fields = line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    guard fields.count >= 6, let index = Self.integer(fields[0]) else { return }
    streams[Int(index), default: Stream()].add(
      pts: Self.integer(fields[1]), dts: Self.integer(fields[2]), duration: Self.integer(fields[3]) ?? 0,
      size: Self.integer(fields[4]) ?? 0, discarded: fields[5].contains(UInt8(ascii: "D")))
  }

  private static func integer(_ field: ArraySlice<UInt8>) -> Int64? {
    Int64(String(decoding: field, as: UTF8.self))
  }
}

extension PacketScan.Stream {
  mutating func add(pts: Int64?, dts: Int64?, duration: Int64, size: Int64, discarded: Bool) {
    // Decoding order must move forward; without decoding times the presentation times have to do.
    if let time = dts ?? pts {
      if let previous, time <= previous { backwards += 1 }
      previous = time
    } else {
      untimed += 1
    }
    if discarded {
      self.discarded += 1
      return
    }
    count += 1
    bytes += size
    guard let shown = pts ?? dts else { return }
    first = min(first ?? shown, shown)
    end = max(end ?? shown, shown + duration)
  }
}
