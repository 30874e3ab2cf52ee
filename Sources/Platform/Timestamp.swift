import Glibc

/// Wall-clock instants as the project writes them: ISO 8601, UTC, whole seconds.
public enum Timestamp {
  /// Nanoseconds since 1970 by the wall clock.
  public static func nowNs() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// The current instant, as in `2026-03-01T12:00:00Z`.
  public static func now() -> String { iso8601(seconds: nowNs() / 1_000_000_000) }

  /// An instant given in seconds since 1970.
  public static func iso8601(seconds: Int64) -> String {
    var time = time_t(seconds)
    var parts = tm()
    gmtime_r(&time, &parts)
    func two(_ value: CInt) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
