import Configuration
import Testing

@Suite("A window of a schedule") struct WindowTests {
  private static let weekend: Set<Weekday> = [.saturday, .sunday]
  static let windows: [(String, Window, String)] = [
    (
      "Mon-Fri 02:00-06:00",
      Window(days: [.monday, .tuesday, .wednesday, .thursday, .friday], from: 120, to: 360),
      "Mon-Fri 02:00-06:00"
    ),
    ("Sat,Sun 00:00-24:00", Window(days: weekend, from: 0, to: 1440), "Sat,Sun 00:00-24:00"),
    ("22:00-06:00", Window(from: 1320, to: 360), "22:00-06:00"),
    ("22:00-00:00", Window(from: 1320, to: 1440), "22:00-24:00"),
    (" sunday , SAT 1:30 - 2:00 ", Window(days: weekend, from: 90, to: 120), "Sat,Sun 01:30-02:00"),
    (
      "Fri-Mon 23:59-00:01", Window(days: [.friday, .saturday, .sunday, .monday], from: 1439, to: 1),
      "Mon,Fri-Sun 23:59-00:01"
    ),
    ("Mon-Sun 00:00-24:00", Window(from: 0, to: 1440), "00:00-24:00"),
    ("Wed-Wed 05:00-06:00", Window(days: [.wednesday], from: 300, to: 360), "Wed 05:00-06:00"),
  ]

  @Test("has days and hours", arguments: windows)
  func reads(text: String, window: Window, written: String) throws {
    for text in [text, written] {
      #expect(try load("[schedule]\nwindows = ['\(text)']").schedule.windows == [window])
    }
    #expect(window.description == written && window.crossesMidnight == (window.to <= window.from))
  }

  static let mistakes: [(String, String)] = [
    ("Mon-Fri", "without hours; write it like \"Mon-Fri 02:00-06:00\" or \"22:00-06:00\""),
    ("", "without hours; write it like \"Mon-Fri 02:00-06:00\" or \"22:00-06:00\""),
    ("25:00-26:00", "where '25:00' is no time of day; write hours and minutes, 00:00 to 24:00"),
    ("23:60-24:00", "where '23:60' is no time of day; write hours and minutes, 00:00 to 24:00"),
    ("24:01-06:00", "where '24:01' is no time of day; write hours and minutes, 00:00 to 24:00"),
    ("2am-4am", "where '2am' is no time of day; write hours and minutes, 00:00 to 24:00"),
    ("1:0-2:00", "where '1:0' is no time of day; write hours and minutes, 00:00 to 24:00"),
    ("22:00-06:00x", "where '06:00x' is no time of day; write hours and minutes, 00:00 to 24:00"),
    ("22:00-", "where '' is no time of day; write hours and minutes, 00:00 to 24:00"),
    ("22:00", "which is not one span of hours; write it like \"Mon-Fri 02:00-06:00\""),
    ("01:00-02:00-03:00", "which is not one span of hours; write it like \"Mon-Fri 02:00-06:00\""),
    ("22:00–06:00", "which is not one span of hours; write it like \"Mon-Fri 02:00-06:00\""),
    ("Munday 01:00-02:00", "where 'Munday' is no day; did you mean Mon?"),
    ("daily 01:00-02:00", "where 'daily' is no day; write Mon, Tue, Wed, Thu, Fri, Sat or Sun"),
    ("Mon, 01:00-02:00", "where '' is no day; write Mon, Tue, Wed, Thu, Fri, Sat or Sun"),
    ("Mon-Tue-Wed 01:00-02:00", "where 'Mon-Tue-Wed' is no span of days; write one like \"Mon-Fri\""),
    ("Mon-Wed,Tue 01:00-02:00", "which names Tue twice; remove one"),
    ("02:00-02:00", "which ends when it begins; write 00:00-24:00 for a whole day"),
    ("24:00-01:00", "which begins when the day is over; begin it at 00:00 of the next day"),
  ]

  @Test("is refused with what to write", arguments: mistakes)
  func wrong(text: String, message: String) {
    #expect(
      problems("[schedule]\nwindows = ['\(text)']") == [
        "config.toml:2:12: 'windows' lists '\(text)', \(message)"
      ])
  }

  @Test("stands once, however it is written")
  func twice() {
    #expect(
      problems("[schedule]\nwindows = ['22:00-06:00', 'Mon-Sun 22:00-6:00']") == [
        "config.toml:2:11: 'windows' lists '22:00-06:00' twice; remove one"
      ])
  }
}
