/// A value that a command takes by its position.
struct Argument: Sendable, Equatable {
  enum Arity: Sendable, CaseIterable {
    case one, optional, many, atLeastOne

    var isRequired: Bool { self == .one || self == .atLeastOne }
    /// Whether it takes every value that is left; only the last argument of a command may.
    var isRepeating: Bool { self == .many || self == .atLeastOne }
  }

  var name: String
  var kind: ValueKind
  var arity: Arity
  var help: String

  init(_ name: String, _ kind: ValueKind = .text, arity: Arity = .one, help: String) {
    self.name = name
    self.kind = kind
    self.arity = arity
    self.help = help
  }

  /// As in a usage line: `<file>`, `[<file>]`, `<file> ...` or `[<file> ...]`.
  var synopsis: String {
    let label = arity.isRepeating ? "<\(name)> ..." : "<\(name)>"
    return arity.isRequired ? label : "[\(label)]"
  }
}
