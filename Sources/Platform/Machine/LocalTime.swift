import Glibc

/// The local time at an instant.
public struct LocalTime: Sendable {
  /// Seconds that they are ahead of UTC at an instant, which is given in seconds since 1970.
  public let offset: @Sendable (Int64) -> Int64

  /// Clocks by how far they are ahead.
  public init(offset: @escaping @Sendable (Int64) -> Int64) { self.offset = offset }

  /// Those of this process's time zone, also when the machine is given another while it runs (tzset(3)).
  public static let system = LocalTime { instant in
    tzset()
    var time = time_t(instant)
    var parts = tm()
    localtime_r(&time, &parts)
    return Int64(parts.tm_gmtoff)
  }
}
