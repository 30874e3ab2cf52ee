/// How many columns of a terminal a text takes: two for each wide character of East Asian scripts and for each emoji, none
/// for marks, as wcwidth(3) counts them.
public enum TextWidth {
  /// Ranges with the property East_Asian_Width W or F, emoji left out (EastAsianWidth.txt of Unicode 14); what is not
  /// assigned between two of them is counted with them.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
  /// The vowels and final consonants that are written into the syllable before them.
  private static let joiningJamo: ClosedRange<UInt32> = 0x1160...0x11FF

  /// The columns of a text that is visible.
  public static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x7F }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if joiningJamo.contains(scalar.value) { return 0 }
    // Letters of flags come in pairs, of which each half takes one.
    let isFlag = 0x1F1E6...0x1F1FF ~= scalar.value
    return scalar.properties.isEmojiPresentation && !isFlag || wide.contains { $0.contains(scalar.value) }
      ? 2 : 1
  }

  /// As many of the first, or last, characters as fit into some columns.
  static func prefix(_ text: some StringProtocol, _ columns: Int) -> String {
    var left = columns
    return String(text.prefix { take($0, &left) })
  }

  static func suffix(_ text: some StringProtocol, _ columns: Int) -> String {
    var left = columns
    return String(text.reversed().prefix { take($0, &left) }.reversed())
  }

  private static func take(_ character: Character, _ left: inout Int) -> Bool {
    left -= of(String(character))
    return left >= 0
  }

  /// A text with its middle left out, so that the beginning and a file's extension stay readable.
  static func shorten(_ text: String, to columns: Int) -> String {
    if of(text) <= columns { return text }
    if columns < 1 { return "" }
    let tail = (columns - 1) / 2
    return prefix(text, columns - 1 - tail) + "…" + suffix(text, tail)
  }

  /// A path with as much of its directories left out as needed, and of its name only if that alone is too long.
  static func shorten(path: String, to columns: Int) -> String {
    if of(path) <= columns { return path }
    guard let slash = path.lastIndex(of: "/") else { return shorten(path, to: columns) }
    let name = path[slash...]
    let room = columns - of(name) - 1
    return room < 0 ? shorten(String(name.dropFirst()), to: columns) : prefix(path, room) + "…" + name
  }

  /// A text with spaces up to a width.
  static func pad(_ text: String, to columns: Int, atStart: Bool) -> String {
    let space = String(repeating: " ", count: max(0, columns - of(text)))
    return atStart ? space + text : text + space
  }
}
