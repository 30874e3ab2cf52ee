/// A step that a ledger goes through once.
struct Migration: Sendable {
  /// Says in messages which step it is; the number is its place in the list.
  let name: String
  let statements: [String]

  init(_ name: String, _ statements: [String]) { (self.name, self.statements) = (name, statements) }
}
