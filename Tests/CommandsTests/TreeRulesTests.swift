import Testing

@testable import Commands

@Suite("Rules of a tree")
struct TreeRulesTests {
  struct Case: CustomTestStringConvertible {
    let tree: Command
    let breach: String

    init(_ breach: String, _ change: (inout Command) -> Void) {
      var tree = Command(name: "a", abstract: "A.", handler: { _ in .done })
      change(&tree)
      self.tree = tree
      self.breach = breach
    }

    var testDescription: String { breach }
  }

  static let leaf = SampleTree.finished("leaf", "A leaf.")
  static let cases = [
    Case("a: has neither a handler nor subcommands") { $0.handler = nil },
    Case("a: the abstract is not one line that ends in '.' or ')'") { $0.abstract = "A" },
    Case("a: the help 'X' is not one line that ends in '.' or ')'") {
      $0.options = [.flag("x", help: "X")]
    },
    Case("a: 'x' is declared twice") {
      $0.options = [.flag("x", help: "X.")]
      $0.arguments = [Argument("x", help: "X.")]
    },
    Case("a: '-x' is declared twice") {
      $0.options = [.flag("b", short: "x", help: "B."), .flag("c", short: "x", help: "C.")]
    },
    Case("a leaf: 'x' is declared twice") {
      $0.options = [.flag("x", isGlobal: true, help: "X.")]
      $0.subcommands = [leaf]
      $0.subcommands[0].options = [.flag("x", help: "X.")]
    },
    Case("a: subcommand 'leaf' is declared twice") { $0.subcommands = [leaf, leaf] },
    Case("a: 'help' is reserved") { $0.options = [.flag("help", help: "X.")] },
    Case("a: 'help' is reserved") { $0.subcommands = [SampleTree.finished("help", "X.")] },
    Case("a: '-h' is reserved") { $0.options = [.flag("x", short: "h", help: "X.")] },
    Case("a: '-1' is not an ASCII letter") { $0.options = [.flag("x", short: "1", help: "X.")] },
    Case("a: 'X_y' is not made of lower-case letters, digits and inner hyphens") {
      $0.options = [.value("x", "X_y", help: "X.")]
    },
    Case("a: has both arguments and subcommands") {
      $0.arguments = [Argument("x", help: "X.")]
      $0.subcommands = [leaf]
    },
    Case("a: '--x' must be global, for the subcommands") {
      $0.options = [.flag("x", help: "X.")]
      $0.subcommands = [leaf]
    },
    Case("a: '<x>' takes every value but is not the last") {
      $0.arguments = [Argument("x", arity: .many, help: "X."), Argument("y", help: "Y.")]
    },
    Case("a: '<y>' is required but follows the optional '<x>'") {
      $0.arguments = [Argument("x", arity: .optional, help: "X."), Argument("y", help: "Y.")]
    },
    Case("'--x' is a flag in one place and has a value in another") {
      $0.subcommands = [leaf, SampleTree.finished("other", "Another.")]
      $0.subcommands[0].options = [.flag("x", help: "X.")]
      $0.subcommands[1].options = [.value("x", "y", help: "X.")]
    },
  ]

  @Test("are broken", arguments: cases)
  func broken(_ expected: Case) {
    #expect(TreeRules.breaches(in: expected.tree) == [expected.breach])
  }

  @Test("are kept by the sample")
  func kept() {
    #expect(TreeRules.breaches(in: SampleTree.root) == [])
  }
}
