import API
import Configuration
import Foundation
import Platform
import TestSupport
import Testing

@testable import Daemon

/// Hours on days that are as they should be, and on those on which a clock is put forward or back.
@Suite("The hours for work")
struct HoursTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var zone: String
    var windows: [String]
    /// When it is asked, and when it changes after that, in UTC.
    var at: String
    var isOpen: Bool
    var next: String?
    var testDescription: String { "\(windows) \(zone) \(at)" }

    init(_ zone: String, _ windows: [String], _ at: String, open isOpen: Bool, _ next: String?) {
      (self.zone, self.windows, self.at, self.isOpen, self.next) = (zone, windows, at, isOpen, next)
    }
  }

  static let plain = [
    Case("UTC", [], "2026-03-02T12:00:00Z", open: true, nil),
    Case("UTC", ["00:00-24:00"], "2026-03-02T12:00:00Z", open: true, nil),
    Case("UTC", ["00:00-12:00", "12:00-24:00"], "2026-03-02T03:00:00Z", open: true, nil),
    Case("UTC", ["06:00-05:00", "05:00-06:00"], "2026-03-02T03:00:00Z", open: true, nil),
    // A Monday.
    Case("UTC", ["02:00-06:00"], "2026-03-02T01:59:59Z", open: false, "2026-03-02T02:00:00Z"),
    Case("UTC", ["02:00-06:00"], "2026-03-02T02:00:00Z", open: true, "2026-03-02T06:00:00Z"),
    Case("UTC", ["02:00-06:00"], "2026-03-02T06:00:00Z", open: false, "2026-03-03T02:00:00Z"),
    // One hands over to another.
    Case("UTC", ["02:00-06:00", "06:00-07:30"], "2026-03-02T02:30:00Z", open: true, "2026-03-02T07:30:00Z"),
    Case("UTC", ["02:00-06:00", "04:00-05:00"], "2026-03-02T02:30:00Z", open: true, "2026-03-02T06:00:00Z"),
    Case("UTC", ["Sat,Sun 00:00-24:00"], "2026-03-02T00:00:00Z", open: false, "2026-03-07T00:00:00Z"),
    Case("UTC", ["Sat,Sun 00:00-24:00"], "2026-03-07T05:00:00Z", open: true, "2026-03-09T00:00:00Z"),
    Case(
      "UTC", ["Sun 22:00-24:00", "Mon 00:00-01:00"], "2026-03-01T22:00:00Z", open: true,
      "2026-03-02T01:00:00Z"),
    // The day is the one on which it begins.
    Case("UTC", ["Mon 22:00-06:00"], "2026-03-02T05:00:00Z", open: false, "2026-03-02T22:00:00Z"),
    Case("UTC", ["Mon 22:00-06:00"], "2026-03-03T05:00:00Z", open: true, "2026-03-03T06:00:00Z"),
    Case("Asia/Kolkata", ["22:00-06:00"], "2026-03-02T16:29:59Z", open: false, "2026-03-02T16:30:00Z"),
  ]

  static let changes = [
    // 02:00 becomes 03:00 at 01:00 UTC, on a Sunday.
    Case("Europe/Berlin", ["02:00-06:00"], "2026-03-29T00:30:00Z", open: false, "2026-03-29T01:00:00Z"),
    Case("Europe/Berlin", ["02:00-06:00"], "2026-03-29T01:00:00Z", open: true, "2026-03-29T04:00:00Z"),
    Case("Europe/Berlin", ["01:00-02:30"], "2026-03-29T00:30:00Z", open: true, "2026-03-29T01:00:00Z"),
    Case("Europe/Berlin", ["Sun 02:00-02:30"], "2026-03-25T12:00:00Z", open: false, "2026-04-05T00:00:00Z"),
    // 03:00 becomes 02:00 at 01:00 UTC.
    Case("Europe/Berlin", ["02:00-06:00"], "2026-10-24T23:00:00Z", open: false, "2026-10-25T00:00:00Z"),
    Case("Europe/Berlin", ["02:00-06:00"], "2026-10-25T00:00:00Z", open: true, "2026-10-25T05:00:00Z"),
    Case("Europe/Berlin", ["01:00-02:30"], "2026-10-25T00:00:00Z", open: true, "2026-10-25T00:30:00Z"),
    Case("Europe/Berlin", ["01:00-02:30"], "2026-10-25T00:30:00Z", open: false, "2026-10-25T01:00:00Z"),
    Case("Europe/Berlin", ["01:00-02:30"], "2026-10-25T01:00:00Z", open: true, "2026-10-25T01:30:00Z"),
    Case("Europe/Berlin", ["22:00-06:00"], "2026-10-24T20:00:00Z", open: true, "2026-10-25T05:00:00Z"),
    Case("America/New_York", ["02:00-06:00"], "2026-03-08T06:00:00Z", open: false, "2026-03-08T07:00:00Z"),
    Case("America/New_York", ["00:30-01:30"], "2026-11-01T05:00:00Z", open: true, "2026-11-01T05:30:00Z"),
    // By half an hour: 02:00 becomes 02:30 at 15:30 UTC, and 02:00 becomes 01:30 at 15:00 UTC.
    Case("Australia/Lord_Howe", ["02:15-04:00"], "2026-10-03T15:00:00Z", open: false, "2026-10-03T15:30:00Z"),
    Case("Australia/Lord_Howe", ["01:45-03:00"], "2026-04-04T14:45:00Z", open: true, "2026-04-04T15:00:00Z"),
    Case("Australia/Lord_Howe", ["01:45-03:00"], "2026-04-04T15:00:00Z", open: false, "2026-04-04T15:15:00Z"),
  ]

  @Test("are open or not, and change when they should", arguments: plain + changes)
  func answers(_ expected: Case) throws {
    let hours = try WorkHours(Self.schedule(expected.windows), .of(expected.zone))
    let answer = hours.answer(at: try Self.instant(expected.at))
    #expect(
      answer == WorkHours.Answer(isOpen: expected.isOpen, nextChange: try expected.next.map(Self.instant)))
  }

  @Test("are told when there are none now")
  func pause() throws {
    let hours = try WorkHours(
      Self.schedule(["Mon-Fri 02:00-06:00", "Sat 22:00-23:00"]), .of("Europe/Berlin"))
    #expect(
      hours.pause(at: try Self.instant("2026-03-27T12:00:00Z"))?.description
        == "outside_hours: the hours for work are Mon-Fri 02:00-06:00; Sat 22:00-23:00; "
        + "the next begin Sat 2026-03-28 22:00")
    #expect(hours.pause(at: try Self.instant("2026-03-27T02:00:00Z")) == nil)
  }

  @Test(
    "are those of an oracle that looks at every minute of a year",
    arguments: [
      "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC", "America/Santiago",
    ])
  func oracle(zone: String) throws {
    let start = try Self.instant("2026-01-01T00:00:00Z")
    let time = try LocalTime.of(zone)
    // The minute of the week, from Monday on, that the clocks show in each minute of the year and two weeks more.
    let year = 365 * 1440
    let shown = (0..<year + 15 * 1440).map { minute -> Int in
      let local = start + Int64(minute) * 60 + time.offset(start + Int64(minute) * 60)
      return Int((local / 60 + 3 * 1440) % (7 * 1440))
    }
    let shifts = (1..<year).filter { shown[$0] != (shown[$0 - 1] + 1) % 10080 }
    #expect(shifts.count == (["Asia/Kolkata", "UTC"].contains(zone) ? 0 : 2))
    var draw = SplitMix(state: UInt64(zone.utf8.count))
    for _ in 0..<12 {
      let windows = (0..<Int.random(in: 1...4, using: &draw)).map { _ in Window.random(&draw) }
      let isOpen = Self.week(windows)
      var next = [Int?](repeating: nil, count: shown.count)
      for minute in (0..<shown.count - 1).reversed() {
        let changes = isOpen[shown[minute]] != isOpen[shown[minute + 1]]
        next[minute] = changes ? minute + 1 : next[minute + 1]
      }
      let hours = WorkHours(Schedule(windows: windows), time)
      let near = shifts.flatMap { shift in (-90...90).map { shift + $0 } }
      for minute in near + (0..<300).map({ _ in Int.random(in: 0..<year, using: &draw) }) {
        let answer = hours.answer(at: start + Int64(minute) * 60 + .random(in: 0..<60, using: &draw))
        let change = next[minute].map { start + Int64($0) * 60 }
        guard answer == WorkHours.Answer(isOpen: isOpen[shown[minute]], nextChange: change) else {
          Issue.record("\(windows) at minute \(minute): \(answer), not \(String(describing: change))")
          return
        }
      }
    }
  }

  /// Which minutes of a week are open, written down window by window.
  private static func week(_ windows: [Window]) -> [Bool] {
    var isOpen = [Bool](repeating: false, count: 7 * 1440)
    for window in windows {
      for day in window.days {
        let from = (day.rawValue - 1) * 1440 + window.from
        let length = window.to - window.from + (window.to <= window.from ? 1440 : 0)
        for minute in from..<from + length { isOpen[minute % isOpen.count] = true }
      }
    }
    return isOpen
  }

  @Test("are by this machine's own clocks")
  func system() {
    for instant in stride(from: Int64(1_700_000_000), to: 1_800_000_000, by: 1_000_003) {
      let date = Date(timeIntervalSince1970: TimeInterval(instant))
      #expect(LocalTime.system.offset(instant) == Int64(TimeZone.current.secondsFromGMT(for: date)))
    }
  }

  private static func schedule(_ windows: [String]) throws -> Schedule {
    let list = windows.map { "'\($0)'" }.joined(separator: ", ")
    let text = Array("[schedule]\nwindows = [\(list)]".utf8)
    let environment = Environment(isRoot: true, home: Path("/root"), workingDirectory: Path("/"))
    return try ConfigLoader.load(text: text, path: Path("/config.toml"), environment: environment).schedule
  }

  private static func instant(_ text: String) throws -> Int64 {
    Int64(try #require(ISO8601DateFormatter().date(from: text)).timeIntervalSince1970)
  }
}

extension LocalTime {
  /// Clocks of a zone, by another library than that of the system.
  fileprivate static func of(_ name: String) throws -> LocalTime {
    let zone = try #require(TimeZone(identifier: name))
    return LocalTime { Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval($0)))) }
  }
}

extension Window {
  fileprivate static func random(_ draw: inout SplitMix) -> Window {
    let days = Weekday.allCases.filter { _ in Bool.random(using: &draw) }
    let unit = [1, 15, 60].randomElement(using: &draw) ?? 1
    let from = Int.random(in: 0..<1440 / unit, using: &draw) * unit
    let to = Int.random(in: 1...1440 / unit, using: &draw) * unit
    return Window(days: days.isEmpty ? [.sunday] : Set(days), from: from, to: to == from ? 1440 : to)
  }
}
