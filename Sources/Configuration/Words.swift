internal import Platform

/// A value from the file between quotes: on one line, printable, and not too long.
func quoted(_ text: String) -> String {
  let visible = Path(bytes: text.utf8.map { $0 == 0 ? UInt8(ascii: "?") : $0 }).display
  return visible.count > 80 ? "'\(visible.prefix(77))...'" : "'\(visible)'"
}

/// A number as a person writes it: `60`, not `60.0`.
func plain(_ number: Double) -> String {
  Int64(exactly: number).map(String.init) ?? "\(number)"
}

/// A list as a person writes it: `a`, `a or b`, `a, b or c`.
func alternatives(_ names: [String]) -> String {
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " or " + last
}
