import Platform

/// How often in a row the work on one content came to nothing for a reason that may pass, and when it last did.
public struct RetryState: Hashable, Sendable {
  /// When the next attempt is due.
  public enum Turn: Hashable, Sendable {
    /// At once.
    case now
    /// Not before an instant, in nanoseconds since 1970.
    case later(Int64)
    /// When the file, the rules or the tools have changed, or somebody asks.
    case whenAsked
  }

  /// Seconds between an attempt and the next; after as many there is no other.
  public static let delays: [Int64] = [60, 300, 1800, 7200, 21_600]

  /// Attempts in a row.
  public var count: Int
  /// When the last of them ended, in nanoseconds since 1970.
  public var lastNs: Int64

  /// None, or some.
  public init(count: Int = 0, lastNs: Int64 = 0) { (self.count, self.lastNs) = (count, lastNs) }

  /// One more.
  public mutating func add(nowNs: Int64) { (count, lastNs) = (count.saturatingAdd(1), nowNs) }

  /// When the next attempt is due. A clock that has jumped back makes none later than it would have been: what is
  /// in its future is due at once.
  public func turn(nowNs: Int64) -> Turn {
    if count <= 0 { return .now }
    if count > Self.delays.count { return .whenAsked }
    let due = Instant(ns: lastNs).adding(secs: Self.delays[count - 1])
    return Instant(ns: nowNs) >= due || nowNs < lastNs ? .now : .later(due.ns)
  }
}
