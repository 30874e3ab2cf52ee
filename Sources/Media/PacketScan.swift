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
    /// The pictures of the video that was asked for, in the order in which they are shown; not written down.
    public internal(set) var pictures: [Picture] = []
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

    /// All of it.
    public init(time: Int64, isKey: Bool, size: Int) {
      (self.time, self.isKey, self.size) = (time, isKey, size)
    }
  }

  /// By stream index.
  public var streams: [Int: Stream] = [:]
  /// The stream whose pictures are noted, and must each have a time of their own.
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
      size: Self.integer(fields[4]) ?? 0, flags: fields[5], keepPictures: index == video)
  }

  /// Puts the pictures in order, and counts those that share a time.
  mutating func finish() {
    guard let video else { return }
    streams[video]?.pictures.sort { $0.time < $1.time }
    let pictures = streams[video]?.pictures ?? []
    streams[video]?.repeated = zip(pictures, pictures.dropFirst()).count { $0.time == $1.time }
  }

  private static func integer(_ field: ArraySlice<UInt8>) -> Int64? {
    Int64(String(decoding: field, as: UTF8.self))
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
    // What ends before the clock begins is a decoder's run-up, which Matroska does not mark as such.
    if flags.contains(UInt8(ascii: "D")) || !keepPictures && (pts ?? 0) < 0 && after <= 0 {
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
    if keepPictures {
      pictures.append(.init(time: time, isKey: flags.contains(UInt8(ascii: "K")), size: Int(clamping: size)))
    }
    if pts == nil { guessed += 1 }
    first = min(first ?? time, time)
    let ends = overflow ? time : after
    if end.map({ ends > $0 }) ?? true { (end, tail) = (ends, duration) }
  }
}
