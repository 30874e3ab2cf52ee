import Platform

/// How the words of a command line are told apart, by their bytes.
enum Token {
  static let endOfOptions = Array("--".utf8)

  private static let dash = UInt8(ascii: "-")
  private static let equals = UInt8(ascii: "=")
  private static let helpSpellings = [Array("-h".utf8), Array("--help".utf8)]

  static func isHelp(_ token: [UInt8]) -> Bool { helpSpellings.contains(token) }

  /// Whether it begins with a dash; a dash alone is an operand.
  static func isOption(_ token: [UInt8]) -> Bool { token.first == dash && token.count > 1 }

  /// The option as it was spelt, and what follows the first `=`.
  static func split(_ token: [UInt8]) -> (spelling: String, value: [UInt8]?) {
    guard let equals = token.firstIndex(of: equals) else { return (display(token), nil) }
    return (display(Array(token[..<equals])), Array(token[(equals + 1)...]))
  }

  /// As people are shown it.
  static func display(_ token: [UInt8]) -> String { Path(bytes: token).display }
}
