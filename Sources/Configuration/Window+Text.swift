import Platform

extension Window: CustomStringConvertible {
  /// The window as it is written: `Mon-Fri 02:00-06:00`, or `22:00-06:00` for every day.
  public var description: String {
    let hours = "\(Self.clock(from))-\(Self.clock(to))"
    return days.count == Weekday.allCases.count ? hours : "\(Self.names(days)) \(hours)"
  }

  private static func clock(_ minutes: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minutes / 60)):\(two(minutes % 60))"
  }

  /// Days with runs of three and more put together: `Mon-Wed,Sat,Sun`.
  private static func names(_ days: Set<Weekday>) -> String {
    var runs: [[Weekday]] = []
    for day in days.sorted() {
      if let last = runs.last?.last, last.rawValue + 1 == day.rawValue {
        runs[runs.count - 1].append(day)
      } else {
        runs.append([day])
      }
    }
    return runs.map { run in
      run.count > 2 ? "\(run[0].short)-\(run[run.count - 1].short)" : run.map(\.short).joined(separator: ",")
    }.joined(separator: ",")
  }
}

extension Window {
  /// A mistake in the text of a window, worded to follow the text itself in a message.
  struct Mistake: Error {
    let message: String
  }

  /// Reads a window: days, when it is not every day, and hours.
  init(_ text: String) throws(Mistake) {
    let days = text.prefix { !($0.isASCII && $0.isNumber) }
    let hours = text.dropFirst(days.count)
    guard !hours.isEmpty else {
      throw Mistake(message: "without hours; write it like \"Mon-Fri 02:00-06:00\" or \"22:00-06:00\"")
    }
    let ends = hours.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else {
      throw Mistake(message: "which is not one span of hours; write it like \"Mon-Fri 02:00-06:00\"")
    }
    let (from, to) = (try Self.minutes(ends[0]), try Self.minutes(ends[1]))
    guard from < 1440 else {
      throw Mistake(message: "which begins when the day is over; begin it at 00:00 of the next day")
    }
    guard from != to else {
      throw Mistake(message: "which ends when it begins; write 00:00-24:00 for a whole day")
    }
    self.init(
      days: Self.isBlank(days) ? Set(Weekday.allCases) : try Self.days(days), from: from,
      to: to == 0 ? 1440 : to)
  }

  /// The minute of the day, 0 to 1440.
  private static func minutes(_ text: Substring) throws(Mistake) -> Int {
    let word = trimmed(text)
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil
    }
    guard numbers.count == 2, parts.count == 2, parts[0].count <= 2, parts[1].count == 2,
      numbers[1] < 60, numbers[0] * 60 + numbers[1] <= 1440
    else {
      throw Mistake(
        message: "where \(quoted(word)) is no time of day; write hours and minutes, 00:00 to 24:00")
    }
    return numbers[0] * 60 + numbers[1]
  }

  private static func days(_ text: Substring) throws(Mistake) -> Set<Weekday> {
    var days: Set<Weekday> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard ends.count <= 2 else {
        throw Mistake(
          message: "where \(quoted(trimmed(part))) is no span of days; write one like \"Mon-Fri\"")
      }
      let first = try day(ends[0])
      let last = try day(ends[ends.count - 1])
      let length = (last.rawValue - first.rawValue + 7) % 7
      for step in 0...length {
        guard let day = Weekday(rawValue: (first.rawValue - 1 + step) % 7 + 1) else { continue }
        guard days.insert(day).inserted else {
          throw Mistake(message: "which names \(day.short) twice; remove one")
        }
      }
    }
    return days
  }

  private static func day(_ text: Substring) throws(Mistake) -> Weekday {
    let word = trimmed(text).lowercased()
    if let day = Weekday.allCases.first(where: { $0.short.lowercased() == word || $0.long == word }) {
      return day
    }
    let known = Weekday.allCases.map(\.short)
    let guess = EditDistance.nearest(to: word, in: Weekday.allCases.map(\.long), limit: 3)
    let meant = Weekday.allCases.first { $0.long == guess }
    throw Mistake(
      message: "where \(quoted(trimmed(text))) is no day; "
        + (meant.map { "did you mean \($0.short)?" } ?? "write \(alternatives(known))"))
  }

  private static func isBlank(_ text: Substring) -> Bool { text.allSatisfy { $0 == " " } }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " }
    return String(start.prefix(start.count - start.reversed().prefix { $0 == " " }.count))
  }
}
