import Glibc

/// Finds the units of a video stream that are separated by start codes (ITU-T H.264, H.265, annex B; ISO/IEC 13818-2;
/// 14496-2), of each its first bytes, in a stream that comes in pieces.
struct StartCodes {
  /// Bytes of a unit that are kept: a header with what it says of colours is shorter (some hundred bytes).
  static let kept = 1 << 10

  private var unit: [UInt8] = []
  private var isOpen = false
  /// Bytes of zero at the end of the piece before, two at most.
  private var zeros = 0

  /// Takes in the next piece; `found` is given the beginning of each unit that ends in it.
  mutating func add(_ piece: [UInt8], _ found: ([UInt8]) -> Void) {
    piece.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var (from, start) = (0, 0)
      // Two zeros and a one begin a unit; a one is rarer than a zero.
      while from < bytes.count, let hit = memchr(base + from, 1, bytes.count - from) {
        let place = UnsafeRawPointer(hit) - base
        from = place + 1
        let before = (place > 0 ? bytes[place - 1] == 0 : zeros > 0)
        guard before, place > 1 ? bytes[place - 2] == 0 : zeros + place > 1 else { continue }
        keep(bytes[start..<place])
        end(found)
        (isOpen, start) = (true, from)
      }
      keep(bytes[start...])
      let tail = bytes.suffix(2)
      let ending = tail.reversed().prefix { $0 == 0 }.count
      zeros = ending == tail.count ? min(2, ending + (tail.count < 2 ? zeros : 0)) : ending
    }
  }

  /// Ends the last unit.
  mutating func finish(_ found: ([UInt8]) -> Void) { end(found) }

  private mutating func keep(_ bytes: Slice<UnsafeRawBufferPointer>) {
    if isOpen, unit.count < Self.kept { unit += bytes.prefix(Self.kept - unit.count) }
  }

  /// No unit ends with a zero: those at its end belong to the next start code.
  private mutating func end(_ found: ([UInt8]) -> Void) {
    while unit.last == 0 { unit.removeLast() }
    if isOpen, !unit.isEmpty { found(unit) }
    unit.removeAll(keepingCapacity: true)
  }
}
