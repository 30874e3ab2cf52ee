import Platform

/// A purge of kept originals, as `{removed, bytes, left, reasons: [reason...]}`.
public struct PurgeView: Codable, Hashable, Sendable {
  /// The originals that were removed, and their bytes.
  public var removed = 0, bytes: Int64 = 0
  /// The originals that had to stay, and why each did.
  public var left = 0, reasons: [Reason] = []

  /// A purge that has found nothing yet.
  public init() {}

  /// Adds what another part of it came to.
  public mutating func add(_ other: PurgeView) {
    (removed, bytes) = (removed + other.removed, bytes.saturatingAdd(other.bytes))
    (left, reasons) = (left + other.left, reasons + other.reasons)
  }
}
