internal import Platform

/// The checks made before the TOML parser runs, because its own answer would be unclear or none at all.
enum TextCheck {
  /// A line this long is no configuration; the parser's recursion over `a.a.a.a...` depends on it.
  static let longestLine = 16 << 10

  /// The first problem with the text itself: a byte order mark, bytes that are no UTF-8, a monstrous line.
  static func problem(in text: [UInt8], file: Path) -> Problem? {
    if text.starts(with: [0xEF, 0xBB, 0xBF]) {
      return Problem(
        file: file, line: 1, column: 1,
        message: "the file starts with a byte order mark; save it as UTF-8 without one (no BOM)")
    }
    if text.starts(with: [0xFE, 0xFF]) || text.starts(with: [0xFF, 0xFE]) {
      return Problem(
        file: file, line: 1, column: 1, message: "the file is UTF-16 text; save it as UTF-8")
    }
    for (index, line) in text.split(separator: newline, omittingEmptySubsequences: false).enumerated() {
      if line.count > longestLine {
        return Problem(
          file: file, line: index + 1, column: 1,
          message: "the line has \(line.count) bytes and at most \(longestLine) are read; break it up")
      }
      if let column = columnOfInvalidUTF8(line) {
        return Problem(
          file: file, line: index + 1, column: column,
          message: "the text is not valid UTF-8 here; save the file as UTF-8")
      }
    }
    return nil
  }

  private static let newline = UInt8(ascii: "\n")

  /// The column of the first character that is no UTF-8.
  private static func columnOfInvalidUTF8(_ line: ArraySlice<UInt8>) -> Int? {
    guard String(validating: line, as: UTF8.self) == nil else { return nil }
    var decoder = UTF8()
    var bytes = line.makeIterator()
    var column = 1
    while case .scalarValue = decoder.decode(&bytes) { column += 1 }
    return column
  }
}
