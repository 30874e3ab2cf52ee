/// Laying out text in columns of characters.
enum TextLayout {
  /// The text in lines of at most `width` characters, a longer word on a line of its own.
  ///
  /// Each blank line stays; a line that begins with a space is kept as it is, apart from the indent.
  static func wrap(_ text: String, width: Int, indent: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var paragraph: [Substring] = []
    func flush() {
      lines += fill(paragraph, width: width - indent).map { margin + $0 }
      paragraph = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.first == " " {
        flush()
        lines.append(line.isEmpty ? "" : margin + line)
      } else {
        paragraph += line.split(separator: " ")
      }
    }
    flush()
    return lines
  }

  /// A label and its explanation beside it, or below when the label does not fit its column.
  static func row(_ label: String, _ text: String, column: Int, width: Int) -> [String] {
    let label = "  " + label
    var lines = wrap(text, width: width, indent: column)
    guard let first = lines.first else { return [label] }
    guard label.count < column else { return [label] + lines }
    lines[0] = label + first.dropFirst(label.count)
    return lines
  }

  /// Pieces joined by spaces into lines of at most `width` characters.
  static func fill(_ pieces: [some StringProtocol], width: Int) -> [String] {
    pieces.reduce(into: []) { lines, piece in
      if let last = lines.last, last.count + 1 + piece.count <= width {
        lines[lines.count - 1] += " " + piece
      } else {
        lines.append(String(piece))
      }
    }
  }
}
