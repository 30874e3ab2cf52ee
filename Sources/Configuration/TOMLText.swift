internal import Platform

/// Writes settings as TOML: keys first, then sections, then libraries.
struct TOMLText {
  private(set) var text = ""

  init(_ top: [TOMLEntry]) {
    write(top, header: "") { "[\($0)]" }
    for library in top.filter({ $0.key == ConfigDecoder.library }) {
      guard case .array(let tables) = library.value.content else { continue }
      for case .table(let entries) in tables.map(\.content) {
        write(entries, header: "[[library]]") { "[library.\($0)]" }
      }
    }
  }

  private mutating func write(_ entries: [TOMLEntry], header: String, _ section: (String) -> String) {
    begin(header)
    var sections: [(name: String, entries: [TOMLEntry])] = []
    for entry in entries {
      if case .table(let inner) = entry.value.content {
        sections.append((entry.key, inner))
      } else if entry.key != ConfigDecoder.library {
        write(entry)
      }
    }
    for (name, inner) in sections {
      begin(section(name))
      for entry in inner { write(entry) }
    }
  }

  private mutating func begin(_ header: String) {
    if !header.isEmpty { text += (text.isEmpty ? "" : "\n") + header + "\n" }
  }

  private mutating func write(_ entry: TOMLEntry) {
    text += "\(entry.key) = \(Self.inline(entry.value))\n"
  }

  private static func inline(_ value: TOMLValue) -> String {
    switch value.content {
    case .table(let entries):
      "{ " + entries.map { "\($0.key) = \(inline($0.value))" }.joined(separator: ", ") + " }"
    case .array(let values): "[" + values.map(inline).joined(separator: ", ") + "]"
    case .string(let text): "\"" + escaped(text) + "\""
    case .integer(let number): "\(number)"
    case .float(let number): "\(number)"
    case .boolean(let flag): "\(flag)"
    case .date: value.inWords
    }
  }

  /// The text of a basic string; a character that nobody would see is written by its number.
  private static func escaped(_ text: String) -> String {
    let quoted = text.unicodeScalars.map { ["\"", "\\"].contains($0) ? "\\\($0)" : "\($0)" }.joined()
    return VisibleText.of(quoted) { scalar in
      scalar.value > 0xFFFF
        ? "\\U\(VisibleText.hexadecimal(scalar.value, digits: 8).lowercased())"
        : "\\u\(VisibleText.hexadecimal(scalar.value, digits: 4).lowercased())"
    }
  }
}
