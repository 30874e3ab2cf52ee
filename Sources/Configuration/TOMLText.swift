/// Writes settings as TOML: keys first, then sections, then libraries.
struct TOMLText {
  private(set) var text = ""

  init(_ top: [TOMLEntry]) {
    write(top, header: "") { "[\($0)]" }
    for library in top.filter({ $0.key == Reading.library }) {
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
      } else if entry.key != Reading.library {
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
    case .string(let text): "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    case .integer(let number): "\(number)"
    case .float(let number): "\(number)"
    case .boolean(let flag): "\(flag)"
    case .date: value.inWords
    }
  }

  /// A character of a basic string; every control character is written by its number.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"", "\\": return "\\\(scalar)"
    case _ where scalar.properties.generalCategory == .control:
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: return String(Character(scalar))
    }
  }
}
