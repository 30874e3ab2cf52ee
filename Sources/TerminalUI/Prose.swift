import Platform

/// Sentences in lines of a terminal's width.
public enum Prose {
  /// The narrowest that lines are made; below it the terminal breaks them.
  private static let least = 20

  /// A text behind a label, its further lines under its first: `because  the hours for work are ...`. Without a width, one
  /// line. A word that is longer than a line is left whole, so that it can be copied.
  public static func lines(_ text: String, after label: String, width: Int?) -> [String] {
    let indent = TextWidth.of(label)
    guard let width, indent + TextWidth.of(text.visible) > width, width - indent >= least else {
      return [label + text]
    }
    let margin = String(repeating: " ", count: indent)
    return fill(text.visible, width: width - indent).enumerated().map {
      ($0.offset == 0 ? label : margin) + $0.element
    }
  }

  private static func fill(_ text: String, width: Int) -> [String] {
    text.split(separator: " ").reduce(into: []) { lines, word in
      if let last = lines.last, TextWidth.of(last) + 1 + TextWidth.of(word) <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
  }
}
