/// Wall-clock instants as the project writes them: ISO 8601, UTC, whole seconds.
public enum Timestamp {
  /// Nanoseconds since 1970 by the wall clock, the nearest that 64 bits have; `Instant` calculates with them.
  public static func nowNs() -> Int64 { Instant.now.ns }

  /// The current instant, as in `2026-03-01T12:00:00Z`.
  public static func now() -> String { Instant.now.description }

  /// An instant given in seconds since 1970.
  public static func iso8601(seconds: Int64) -> String { Instant(seconds: seconds).description }
}
