import CPlatform
import CSystemd
import Glibc

/// A moment by the wall clock, anywhere in the range that filesystems have. Its arithmetic never overflows: it ends where
/// 64 bits of seconds do.
public struct Instant: Hashable, Sendable {
  /// Whole seconds since 1970, rounded down.
  public let seconds: Int64
  /// Nanoseconds after that, from 0 to 999,999,999.
  public let nanoseconds: Int64

  private static let billion: Int64 = 1_000_000_000

  /// A moment in seconds since 1970.
  public init(seconds: Int64) { (self.seconds, nanoseconds) = (seconds, 0) }

  /// A moment as the kernel tells it.
  public init(_ time: timespec) {
    (seconds, nanoseconds) = (Int64(time.tv_sec), min(max(0, Int64(time.tv_nsec)), Self.billion - 1))
  }

  /// A moment in nanoseconds since 1970, as notes, the ledger and our own functions pass it.
  public init(ns: Int64) {
    let (whole, rest) = ns.quotientAndRemainder(dividingBy: Self.billion)
    (seconds, nanoseconds) = rest < 0 ? (whole - 1, rest + Self.billion) : (whole, rest)
  }

  /// Now, by the wall clock.
  public static var now: Instant {
    var time = Glibc.timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(time)
  }

  /// Nanoseconds since 1970; the nearest that 64 bits have for a moment before 1677-09-21 or after 2262-04-11.
  public var ns: Int64 {
    Int64(clamping: Int128(seconds) * Int128(Self.billion) + Int128(nanoseconds))
  }

  /// The same for the kernel.
  public var timespec: Glibc.timespec { .init(tv_sec: Int(seconds), tv_nsec: Int(nanoseconds)) }

  /// Seconds that have passed since another; negative when it is still to come.
  public func secs(since other: Instant) -> Double {
    Double(Int128(seconds) - Int128(other.seconds)) + Double(nanoseconds - other.nanoseconds) / 1e9
  }

  /// So many seconds later.
  public func adding(secs: Int64) -> Instant {
    Instant(Glibc.timespec(tv_sec: Int(seconds.saturatingAdd(secs)), tv_nsec: Int(nanoseconds)))
  }

  /// So many seconds later; the same moment for what is no number.
  public func adding(secs: Double) -> Instant { adding(secs: Int64(saturating: secs)) }
}

extension Instant: Comparable {
  /// Whether one is earlier.
  public static func < (one: Instant, two: Instant) -> Bool {
    (one.seconds, one.nanoseconds) < (two.seconds, two.nanoseconds)
  }
}

extension Instant: CustomStringConvertible {
  /// As in `2026-03-01T12:00:00Z`. The year has four digits, as ISO 8601 wants it: what is before the year 0 or after 9999
  /// is shown as the first or the last second of these.
  public var description: String {
    // 0000-01-01 and 9999-12-31.
    var time = time_t(min(max(seconds, -62_167_219_200), 253_402_300_799))
    var parts = tm()
    gmtime_r(&time, &parts)
    func digits(_ value: CInt, _ count: Int) -> String {
      let text = "\(value)"
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
      + "T\(digits(parts.tm_hour, 2)):\(digits(parts.tm_min, 2)):\(digits(parts.tm_sec, 2))Z"
  }
}
