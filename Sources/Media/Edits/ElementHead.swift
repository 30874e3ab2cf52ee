/// The head of an element, before its content (RFC 8794).
struct ElementHead: Hashable, Sendable {
  /// The element's number.
  let id: UInt32
  /// Bytes of the head itself.
  let length: Int
  /// Bytes of the content; nil when that was not known when it was written.
  let content: Int64?
  /// How many bytes say how long the content is.
  let lengthWidth: Int

  /// The most bytes that a head has.
  static let most = 12

  /// Reads the head that bytes begin with; nil when it is none.
  init?(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes.prefix(Self.most))
    guard let first = bytes.first, first.leadingZeroBitCount < 4 else { return nil }
    let idWidth = first.leadingZeroBitCount + 1
    guard bytes.count > idWidth, bytes[idWidth] != 0 else { return nil }
    let width = bytes[idWidth].leadingZeroBitCount + 1
    guard bytes.count >= idWidth + width else { return nil }
    id = bytes[..<idWidth].reduce(0) { $0 << 8 | UInt32($1) }
    let all: UInt64 = 1 << (7 * UInt64(width)) - 1
    let said = bytes[idWidth..<idWidth + width].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } & all
    (length, lengthWidth) = (idWidth + width, width)
    content = said == all ? nil : Int64(said)
  }

  /// A number as it stands before an element.
  static func bytes(ofID id: UInt32) -> [UInt8] {
    let width = max(1, 4 - id.leadingZeroBitCount / 8)
    return (0..<width).reversed().map { UInt8(truncatingIfNeeded: id >> (8 * UInt32($0))) }
  }

  /// A length in so many bytes, or in more where it does not fit.
  static func bytes(ofLength length: UInt64, width: Int) -> [UInt8] {
    var width = max(1, min(width, 8))
    // All ones mean that it is not known.
    while width < 8, length >= 1 << (7 * UInt64(width)) - 1 { width += 1 }
    let marked = length | 1 << (7 * UInt64(width))
    return (0..<width).reversed().map { UInt8(truncatingIfNeeded: marked >> (8 * UInt64($0))) }
  }
}
