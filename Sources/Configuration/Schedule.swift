/// When to work, in local time.
public struct Schedule: Sendable, Hashable {
  /// Work is done in any of these; none means always.
  public var windows: [Window]
  /// The treatment of a job when its window ends.
  public var windowEnd: WindowEnd

  /// A schedule from its parts, each with its documented default.
  public init(windows: [Window] = [], windowEnd: WindowEnd = .stop) {
    (self.windows, self.windowEnd) = (windows, windowEnd)
  }
}

/// The treatment of a job when its window ends.
public enum WindowEnd: String, Sendable, Hashable, CaseIterable {
  case stop, freeze, finish
}

/// A part of the week.
public struct Window: Sendable, Hashable {
  /// The days on which it begins.
  public var days: Set<Weekday>
  /// The minute of the day at which it begins, 0 to 1439.
  public var from: Int
  /// The minute of the day before which it ends, 1 to 1440; not after `from` when that is on the next day.
  public var to: Int

  /// A window from its parts.
  public init(days: Set<Weekday> = Set(Weekday.allCases), from: Int, to: Int) {
    (self.days, self.from, self.to) = (days, from, to)
  }

  /// Whether it ends on the day after the one on which it begins.
  public var crossesMidnight: Bool { to <= from }
}

/// A day of the week, numbered as ISO 8601 does.
public enum Weekday: Int, Sendable, Hashable, CaseIterable, Comparable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// Earlier in the week.
  public static func < (a: Weekday, b: Weekday) -> Bool { a.rawValue < b.rawValue }

  /// The day as it is written in a schedule: `Mon`.
  public var short: String {
    switch self {
    case .monday: "Mon"
    case .tuesday: "Tue"
    case .wednesday: "Wed"
    case .thursday: "Thu"
    case .friday: "Fri"
    case .saturday: "Sat"
    case .sunday: "Sun"
    }
  }

  /// The day with all its letters, lower case.
  var long: String {
    switch self {
    case .monday: "monday"
    case .tuesday: "tuesday"
    case .wednesday: "wednesday"
    case .thursday: "thursday"
    case .friday: "friday"
    case .saturday: "saturday"
    case .sunday: "sunday"
    }
  }
}
