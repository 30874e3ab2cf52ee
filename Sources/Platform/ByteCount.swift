/// A number of bytes from anywhere: a filesystem, a note, a ledger. Its arithmetic never overflows: it ends where 64 bits do.
public struct ByteCount: Hashable, Sendable, AdditiveArithmetic, ExpressibleByIntegerLiteral {
  /// The same as a plain number.
  public var count: Int64

  /// So many bytes.
  public init(_ count: Int64) { self.count = count }

  /// The whole part of so many bytes; none for what is no number.
  public init(_ count: Double) { self.count = Int64(saturating: count) }

  /// So many bytes.
  public init(integerLiteral value: Int64) { count = value }

  /// The sum of both.
  public static func + (one: ByteCount, two: ByteCount) -> ByteCount {
    ByteCount(one.count.saturatingAdd(two.count))
  }

  /// The difference of both; it may be negative.
  public static func - (one: ByteCount, two: ByteCount) -> ByteCount {
    ByteCount(one.count.saturatingSubtract(two.count))
  }

  /// So many times as many bytes.
  public static func * (one: ByteCount, times: Int64) -> ByteCount {
    ByteCount(one.count.saturatingMultiply(times))
  }

  /// A share of it, from 0 to 1 or of more.
  public func share(_ share: Double) -> ByteCount { ByteCount(Double(count) * share) }
}

extension ByteCount: Comparable {
  /// Whether one is fewer.
  public static func < (one: ByteCount, two: ByteCount) -> Bool { one.count < two.count }
}

extension ByteCount: Codable {
  /// Reads a plain number.
  public init(from decoder: any Decoder) throws {
    count = try decoder.singleValueContainer().decode(Int64.self)
  }

  /// Writes a plain number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(count)
  }
}

extension ByteCount: CustomStringConvertible {
  /// The number alone.
  public var description: String { "\(count)" }
}

extension Sequence<ByteCount> {
  /// All of them together.
  public var sum: ByteCount { reduce(.zero, +) }
}

extension Sequence {
  /// The bytes of all elements together, each of which has so many.
  public func sum(_ bytes: (Element) -> Int64) -> Int64 {
    reduce(into: ByteCount.zero) { $0 += ByteCount(bytes($1)) }.count
  }
}
