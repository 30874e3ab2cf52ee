import Glibc

/// How much of the processors this process and everything it has started have used.
struct OwnUse: Sendable {
  private let group: Path?
  private var total = SteadyTotal()

  /// Read from a control group that holds all of this program and nothing else; nil reads process by process.
  init(group: Path?) { self.group = group }

  /// Seconds, which never become fewer. Throws where they cannot be known.
  mutating func secs() throws(SystemError) -> Double {
    guard let group else { return total.take(try ProcessTree.usedSecs()) }
    let file = group.appending("cpu.stat")
    guard let secs = Self.parse(try Files.read(file, limit: 4096)) else {
      throw SystemError("read", file.display, errno: EBADMSG)
    }
    return secs
  }

  /// Reads `usage_usec 57246246834`, microseconds of the group and all groups below it, those that are gone as well
  /// (Documentation/admin-guide/cgroup-v2.rst).
  static func parse(_ text: [UInt8]) -> Double? {
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
    return lines.first { $0.hasPrefix("usage_usec ") }.flatMap { Double($0.dropFirst(11)) }.map { $0 / 1e6 }
  }
}

/// A sum over processes that come and go, some of which may be missed for a moment or be lost.
struct SteadyTotal: Sendable {
  /// So many readings in a row are a moment.
  private static let patience = 3
  private var highest = 0.0
  private var total = 0.0
  private var lower = 0

  /// The sum after one more reading, nil when there is none: never less than before.
  mutating func take(_ reading: Double?) -> Double {
    guard let reading else { return total }
    if reading >= highest {
      total += reading - highest
      (highest, lower) = (reading, 0)
    } else {
      lower += 1
      // The use that was missed does not come back: go on from here, or all that follows would count for nothing.
      if lower == Self.patience { (highest, lower) = (reading, 0) }
    }
    return total
  }
}
