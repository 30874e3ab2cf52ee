/// The kind of a value: the parser checks it, completions offer words that fit.
enum ValueKind: Sendable, Equatable {
  /// UTF-8 text.
  case text
  /// Decimal digits.
  case wholeNumber
  /// A path, as bytes.
  case file
  case directory
  /// One of a fixed list of words.
  case choice([String])

  /// Whether its bytes are a path and need not be text.
  var isPath: Bool { self == .file || self == .directory }

  /// Returns a statement of the form that the value must have, if these bytes do not have it; nil if they do.
  func complaint(about bytes: [UInt8]) -> String? {
    switch self {
    case .text: String(validating: bytes, as: UTF8.self) == nil ? "it must be UTF-8 text" : nil
    case .wholeNumber: Self.number(bytes) == nil ? "it must be a whole number" : nil
    case .file, .directory: bytes.isEmpty ? "it must be a path" : nil
    case .choice(let words):
      words.contains { $0.utf8.elementsEqual(bytes) } ? nil : "it must be \(Self.alternatives(words))"
    }
  }

  /// Digits only: `Int` alone would also take a sign.
  static func number(_ bytes: [UInt8]) -> Int? {
    guard bytes.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    return Int(String(decoding: bytes, as: UTF8.self))
  }

  private static func alternatives(_ words: [String]) -> String {
    let quoted = words.map { "'\($0)'" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}
