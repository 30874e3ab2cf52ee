/// Text as people are shown it: whatever would steer a terminal, break a line, turn the order of letters round or be
/// seen by nobody is written out, as in `‹1B›` and `‹202E›`; a byte that is no text as `\xff`.
///
/// Names of files, tags in media and words of tools come from strangers. Each sink (console, log, journal, systemd, notes
/// beside files) shows text by this, also text that was shown by it before: what is visible stays as it is.
public enum VisibleText {
  /// More marks than this on one letter are written out, since they would run into the lines above; the longest that a
  /// language needs is 8 (Tibetan; Unicode's Stream-Safe Text Format allows 30).
  private static let mostMarks = 8

  /// A text made visible.
  public static func of(_ text: String) -> String { of(text) { "‹\(hexadecimal($0.value))›" } }

  /// A text made visible in another notation, such as that of JSON.
  public static func of(_ text: String, writing: (Unicode.Scalar) -> String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    var (shown, previous, marks) = ("", Unicode.Scalar(0x20 as UInt8), 0)
    for scalar in text.unicodeScalars {
      let category = scalar.properties.generalCategory
      marks = [.nonspacingMark, .enclosingMark].contains(category) ? marks + 1 : 0
      if marks > mostMarks || isHidden(scalar, category, after: previous) {
        shown += writing(scalar)
      } else {
        shown.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return shown
  }

  /// Bytes that should be UTF-8 made visible.
  public static func of(bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return of(text) }
    var (shown, text, rest) = ("", "", bytes[...])
    var (parser, iterator) = (Unicode.UTF8.ForwardParser(), bytes.makeIterator())
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        text.unicodeScalars.append(Unicode.UTF8.decode(encoded))
        rest = rest.dropFirst(encoded.count)
      case .error(let length):
        shown += of(text) + rest.prefix(length).map { "\\x\(hexadecimal(UInt32($0)).lowercased())" }.joined()
        (text, rest) = ("", rest.dropFirst(length))
      case .emptyInput: return shown + of(text)
      }
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool { 0x20..<0x7F ~= byte }

  /// Whether nobody would see a character, or whether it does something instead of being seen.
  private static func isHidden(
    _ scalar: Unicode.Scalar, _ category: Unicode.GeneralCategory, after previous: Unicode.Scalar
  ) -> Bool {
    switch category {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    // An emoji may say that it wants to be one (U+FE0F), or not (U+FE0E).
    case _ where [0xFE0E, 0xFE0F].contains(scalar.value):
      previous.isASCII || !previous.properties.isEmoji
    // Fillers, selectors and joiners of other categories, which are drawn as nothing (DerivedCoreProperties.txt).
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// A number in hexadecimal digits, at least so many.
  public static func hexadecimal(_ value: UInt32, digits least: Int = 2) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, least - digits.utf8.count)) + digits
  }
}

extension String {
  /// The text as people are shown it, on one line.
  public var visible: String { VisibleText.of(self) }
}
