extension LocalTime {
  /// Within so many days a weekday says which day is meant.
  private static let near: Int64 = 6 * day
  private static let day: Int64 = 86_400
  /// The first of January 1970 was a Thursday.
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

  /// An instant, in seconds since 1970, as people read it: `Wed 10:23` if it is near `now`, else `2026-03-02 10:23`.
  public func text(_ instant: Int64, now: Int64) -> String {
    let local = instant.addingReportingOverflow(offset(instant)).partialValue
    let text = Timestamp.iso8601(seconds: local)
    let clock = text.dropFirst(11).prefix(5)
    let (distance, isFar) = instant.subtractingReportingOverflow(now)
    if isFar || distance.magnitude >= Self.near.magnitude { return "\(text.prefix(10)) \(clock)" }
    let days = local.saturatingSubtract((local % Self.day + Self.day) % Self.day) / Self.day
    return "\(Self.weekdays[Int((days % 7 + 7) % 7)]) \(clock)"
  }

  /// The same for an instant that was written by `Timestamp`; any other text stays as it is.
  public func text(_ written: String, now: Int64 = Timestamp.nowNs() / 1_000_000_000) -> String {
    Timestamp.seconds(iso8601: written).map { text($0, now: now) } ?? written
  }
}

extension Timestamp {
  /// The seconds since 1970 of an instant that `iso8601` has written; nil for any other text.
  public static func seconds(iso8601 text: String) -> Int64? {
    let parts = text.split(omittingEmptySubsequences: false) { "-T:Z".contains($0) }
    let numbers = parts.prefix(6).compactMap { $0.utf8.count <= 9 ? Int64($0) : nil }
    guard parts.count == 7, parts[6].isEmpty, numbers.count == 6, 1...12 ~= numbers[1] else { return nil }
    let days = days(numbers[0], numbers[1], numbers[2])
    return days * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
  }

  /// Days since 1970 of a date of the Gregorian calendar, the year taken to begin in March
  /// (H. Hinnant, chrono-Compatible Low-Level Date Algorithms).
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
