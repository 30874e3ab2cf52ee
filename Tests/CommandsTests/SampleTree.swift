@testable import Commands

/// A small tree that has one of everything.
enum SampleTree {
  static let root = Command(
    name: "shelf", abstract: "Keep a shelf of books in order.",
    discussion: """
      Books are known by the bytes of their file names. Nothing is moved unless a command says so, and \
      what was moved can be moved back.

        shelf sort --by size ./books
      """,
    options: [
      .value("config", short: "c", "path", .file, isGlobal: true, help: "Read this configuration file."),
      .flag("json", isGlobal: true, help: "Print JSON."),
    ],
    subcommands: [sort, lend, originals, finished("status", "Show what is on the shelf."), version])

  static let sort = Command(
    name: "sort", abstract: "Sort the books below some folders.",
    discussion: "Books that are being read stay where they are.",
    arguments: [Argument("path", .file, arity: .atLeastOne, help: "What to sort.")],
    options: [
      .value("by", "key", .choice(["name", "size", "age"]), help: "What decides the order. (default: name)"),
      .flag(
        "force", short: "f", help: "Sort even what was sorted before, which takes as long as the first time."),
      .value("exclude", short: "x", "glob", isRepeatable: true, help: "Leave these out."),
      .value("limit-of-books-per-row", "count", .wholeNumber, help: "At most so many in a row."),
      .flag("verbose", short: "v", isRepeatable: true, help: "Say more."),
    ],
    handler: { _ in .done })

  static let lend = Command(
    name: "lend", abstract: "Lend a book.",
    arguments: [
      Argument("book", .file, help: "Which one."),
      Argument("reader", arity: .optional, help: "To whom; a friend if left out."),
    ],
    handler: { _ in .done })

  static let originals = Command(
    name: "originals", abstract: "List what was replaced.",
    subcommands: [finished("list", "List them."), finished("purge", "Throw them away.")],
    handler: { _ in .done })

  static let version = finished("version", "Show the version.")

  static func finished(_ name: String, _ abstract: String) -> Command {
    Command(name: name, abstract: abstract, handler: { _ in .done })
  }
}
