/// A value of a TOML file with its place, free of the parser's own types.
struct TOMLValue: Sendable, Equatable {
  let content: Content
  let position: Position

  /// A value that comes from no file has no place.
  init(content: Content, position: Position = .none) {
    (self.content, self.position) = (content, position)
  }

  enum Content: Sendable, Equatable {
    case table([TOMLEntry])
    case array([TOMLValue])
    case string(String)
    case integer(Int64)
    case float(Double)
    case boolean(Bool)
    case date
  }
}

/// A key of a TOML table with its value.
struct TOMLEntry: Sendable, Equatable {
  let key: String
  let position: Position
  let value: TOMLValue
}

/// A place in a file; both numbers count from 1.
struct Position: Sendable, Equatable, Comparable {
  let line: Int
  let column: Int

  /// The place of what stands in no file.
  static let none = Position(line: 0, column: 0)

  static func < (a: Position, b: Position) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

extension TOMLValue {
  /// The value in words, for messages that say what was found.
  var inWords: String {
    switch content {
    case .table: "a table"
    case .array: "an array"
    case .string(let text): "the string \(quoted(text))"
    case .integer(let number): "the integer \(number)"
    case .float(let number): "the number \(number)"
    case .boolean(let flag): "\(flag)"
    case .date: "a date"
    }
  }
}
