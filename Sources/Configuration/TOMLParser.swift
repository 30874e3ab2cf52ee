private import CToml
internal import Platform

/// Turns the bytes of a TOML file into a `TOMLValue`; the only code that knows the C parser.
struct TOMLParser {
  private let document: OpaquePointer
  private var next = 0

  /// The file's top-level table.
  /// - Throws: one problem with the line where the text stops being TOML.
  static func parse(_ text: [UInt8], file: Path) throws(ConfigurationError) -> [TOMLEntry] {
    if let problem = TextCheck.problem(in: text, file: file) { throw ConfigurationError(problems: [problem]) }
    let document = text.withUnsafeBytes { ctoml_parse($0.baseAddress, $0.count) }
    defer { ctoml_free(document) }
    var position = ctoml_position()
    if let message = ctoml_error(document, &position) {
      throw ConfigurationError(problems: [
        Problem(
          file: file, line: Int(position.line), column: Int(position.column),
          message: "not valid TOML: \(lowercasedFirst(String(cString: message)))"
            + hint(text, line: Int(position.line)))
      ])
    }
    var parser = TOMLParser(document: document)
    guard case .table(let entries) = parser.value().value.content else { return [] }
    return entries
  }

  private init(document: OpaquePointer) { self.document = document }

  /// The value at the cursor with everything below it; moves the cursor past them.
  private mutating func value() -> TOMLEntry {
    let found = ctoml_at(document, next)
    next += 1
    let content: TOMLValue.Content =
      switch found.kind {
      case CTOML_TABLE: .table(children(found.child_count))
      case CTOML_ARRAY: .array(children(found.child_count).map(\.value))
      case CTOML_STRING: .string(Self.string(found.text))
      case CTOML_INTEGER: .integer(found.integer)
      case CTOML_FLOAT: .float(found.number)
      case CTOML_BOOLEAN: .boolean(found.boolean)
      default: .date
      }
    return TOMLEntry(
      key: Self.string(found.key), position: Position(found.key_position),
      value: TOMLValue(content: content, position: Position(found.position)))
  }

  private mutating func children(_ count: Int) -> [TOMLEntry] {
    var children: [TOMLEntry] = []
    for _ in 0..<count { children.append(value()) }
    return children
  }

  /// Returns advice for a file in which a table of one library stands above the first library, which TOML
  /// does not allow.
  private static func hint(_ text: [UInt8], line: Int) -> String {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1), lines[line - 1].starts(with: Array("[[library]]".utf8)) else {
      return ""
    }
    return "; write every library as [[library]], and [library.section] below the one it is for"
  }

  private static func string(_ text: ctoml_text) -> String {
    String(decoding: UnsafeRawBufferPointer(start: text.bytes, count: text.count), as: UTF8.self)
  }

  private static func lowercasedFirst(_ text: String) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }
}

extension Position {
  fileprivate init(_ position: ctoml_position) {
    self.init(line: Int(position.line), column: Int(position.column))
  }
}
