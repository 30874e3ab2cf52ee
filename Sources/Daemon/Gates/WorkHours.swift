import API
import Configuration
import Platform

/// The hours for work by a schedule and by the clocks on the wall. Pure.
struct WorkHours: Sendable {
  /// Whether work is allowed at an instant, and until when that holds.
  struct Answer: Sendable, Equatable {
    var isOpen: Bool
    /// When it changes next, in seconds since 1970; nil for never.
    var nextChange: Int64?
  }

  /// A window of half an hour on Sundays can be left out for two weeks by a clock that is put forward.
  private static let horizon: Int64 = 22 * day
  private static let day: Int64 = 86_400

  private let windows: [Window]
  private let time: LocalTime
  /// The seconds of a day at which something may change, and its end.
  private let edges: [Int64]

  /// The hours of a schedule; without windows, all.
  init(_ schedule: Schedule, _ time: LocalTime = .system) {
    (windows, self.time) = (schedule.windows, time)
    let minutes = windows.flatMap { [$0.from, $0.to] } + [1440]
    edges = Set(minutes.map { Int64($0) * 60 }).sorted()
  }

  /// Whether work is allowed at an instant, given in seconds since 1970, and when that changes.
  func answer(at instant: Int64) -> Answer {
    // No clock goes that far; what is added to it below then always fits.
    let instant = min(max(instant, -1 << 62), 1 << 62)
    let isOpen = isOpen(at: instant)
    var at = instant
    while !windows.isEmpty, at < instant + Self.horizon {
      at = edge(after: at)
      if self.isOpen(at: at) != isOpen { return Answer(isOpen: isOpen, nextChange: at) }
    }
    return Answer(isOpen: isOpen, nextChange: nil)
  }

  /// Why work waits at an instant; nil when it need not.
  func pause(at instant: Int64) -> PauseReason? {
    let answer = answer(at: instant)
    if answer.isOpen { return nil }
    let hours = windows.map(\.description).joined(separator: "; ")
    let next = answer.nextChange.map { "the next begin \(clock($0))" } ?? "they never come"
    return PauseReason(.outsideHours, "the hours for work are \(hours); \(next)")
  }

  /// Whether the windows are open by local time alone, so that an hour which comes twice is treated the same
  /// both times.
  private func isOpen(at instant: Int64) -> Bool {
    let local = instant + time.offset(instant)
    let (today, yesterday) = (Self.weekday(local), Self.weekday(local - Self.day))
    let minute = Self.secondOfDay(local) / 60
    return windows.isEmpty
      || windows.contains { window in
        let (from, to) = (Int64(window.from), Int64(window.to))
        let sinceYesterday = window.crossesMidnight && window.days.contains(yesterday) && minute < to
        let sinceToday =
          window.days.contains(today) && minute >= from && (window.crossesMidnight || minute < to)
        return sinceToday || sinceYesterday
      }
  }

  /// The next instant at which the clocks show an edge, or at which they are put forward or back.
  private func edge(after instant: Int64) -> Int64 {
    let offset = time.offset(instant)
    let second = Self.secondOfDay(instant + offset)
    let next = instant + (edges.first { $0 > second } ?? Self.day) - second
    if time.offset(next) == offset { return next }
    var (same, other) = (instant, next)
    while other - same > 1 {
      let middle = (same + other) / 2
      if time.offset(middle) == offset { same = middle } else { other = middle }
    }
    return other
  }

  private static func secondOfDay(_ local: Int64) -> Int64 { (local % day + day) % day }

  /// The first of January 1970 was a Thursday.
  private static func weekday(_ local: Int64) -> Weekday {
    let days = (local - secondOfDay(local)) / day
    return Weekday.allCases[Int(((days + 3) % 7 + 7) % 7)]
  }

  /// As in `Mon 2026-03-02 02:00`.
  private func clock(_ instant: Int64) -> String {
    let local = instant + time.offset(instant)
    let text = Timestamp.iso8601(seconds: local).prefix(16).replacing("T", with: " ")
    return "\(Self.weekday(local).short) \(text)"
  }
}
