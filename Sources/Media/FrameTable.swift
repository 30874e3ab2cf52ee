/// The frames of a video in the order in which they are shown, in eight bytes each.
///
/// Times are kept exactly, within 2^47 units of the first one (39 hours at a billion units per second, 49 years at 90,000);
/// sizes to a thousandth, which is enough to weigh frames against each other.
public struct FrameTable: Hashable, Sendable, RandomAccessCollection {
  /// More frames than are taken from one film: 19 hours at 60 per second, 46 at 25; 32 MiB.
  public static let most = 1 << 22

  /// The time of the first frame that came.
  private var origin: Int64 = 0
  /// The time after `origin` plus `bias` in the upper 48 bits, so that they sort by it; whether it is a key frame; its size.
  private var packed: [UInt64] = []
  private static let bias: Int64 = 1 << 47

  /// No frames.
  public init() {}

  /// Always 0.
  public var startIndex: Int { 0 }
  /// How many there are.
  public var endIndex: Int { packed.count }

  /// A frame by its place.
  public subscript(index: Int) -> PacketScan.Picture {
    let word = packed[index]
    return PacketScan.Picture(
      time: origin + (Int64(word >> 16) - Self.bias), isKey: word & 1 << 15 != 0,
      size: Self.size(word & 0x7fff))
  }

  /// Adds a frame; false when its time is too far from the first one's to be kept.
  mutating func append(_ frame: PacketScan.Picture) -> Bool {
    if packed.isEmpty { origin = frame.time }
    let (after, overflow) = frame.time.subtractingReportingOverflow(origin)
    guard !overflow, (-Self.bias..<Self.bias).contains(after) else { return false }
    packed.append(UInt64(after + Self.bias) << 16 | (frame.isKey ? 1 << 15 : 0) | Self.word(frame.size))
    return true
  }

  /// Puts the frames in the order of their times.
  mutating func sort() { packed.sort() }

  /// How many frames have the time of the one before.
  var repeated: Int { zip(packed, packed.dropFirst()).count { $0 >> 16 == $1 >> 16 } }

  // Sizes below 1024 as they are, others as eleven bits and how far to the left they stand.
  private static func word(_ size: Int) -> UInt64 {
    let size = UInt64(Swift.min(Swift.max(size, 0), 1 << 40))
    let shift = Swift.max(0, 53 - size.leadingZeroBitCount)
    return size < 1024 ? size : UInt64(shift + 1) << 10 | (size >> UInt64(shift) & 0x3ff)
  }

  private static func size(_ word: UInt64) -> Int {
    let exponent = word >> 10
    return Int(exponent == 0 ? word : (0x400 | word & 0x3ff) << (exponent - 1))
  }
}
