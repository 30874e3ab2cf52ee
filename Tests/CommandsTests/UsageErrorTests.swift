import Testing

@testable import Commands

@Suite("What is wrong with a command line")
struct UsageErrorTests {
  struct Case: CustomTestStringConvertible {
    let line: String
    let command: String
    let problem: UsageError.Problem

    init(_ line: String, at command: String, _ problem: UsageError.Problem) {
      self.line = line
      self.command = command
      self.problem = problem
    }

    var testDescription: String { line.isEmpty ? "(nothing)" : line }
  }

  static let cases = [
    Case("", at: "shelf", .missingSubcommand),
    Case("--json", at: "shelf", .missingSubcommand),
    Case("stauts", at: "shelf", .unknownSubcommand("stauts", suggestion: "status")),
    Case("hlep", at: "shelf", .unknownSubcommand("hlep", suggestion: "help")),
    Case("xyzzy", at: "shelf", .unknownSubcommand("xyzzy", suggestion: nil)),
    Case("help lent", at: "shelf", .unknownSubcommand("lent", suggestion: "lend")),
    Case("originals prune", at: "shelf originals", .unknownSubcommand("prune", suggestion: "purge")),
    Case("--josn status", at: "shelf", .unknownOption("--josn", suggestion: "--json", file: nil)),
    Case("--josn=1 status", at: "shelf", .unknownOption("--josn", suggestion: "--json", file: nil)),
    Case("status -q", at: "shelf status", .unknownOption("-q", suggestion: nil, file: nil)),
    Case("status -qc", at: "shelf status", .unknownOption("-qc", suggestion: nil, file: nil)),
    Case("sort -cf a", at: "shelf sort", .unknownOption("-cf", suggestion: nil, file: "-cf")),
    Case("sort --a=b.txt", at: "shelf sort", .unknownOption("--a", suggestion: nil, file: "--a=b.txt")),
    Case("--force sort a", at: "shelf", .misplacedOption("--force", command: "shelf sort")),
    Case("status --version", at: "shelf status", .unknownOption("--version", suggestion: nil, file: nil)),
    Case("status --config", at: "shelf status", .missingValue(usage: "--config <path>", dashed: nil)),
    Case("sort -x", at: "shelf sort", .missingValue(usage: "-x <glob>", dashed: nil)),
    Case("status -c -q", at: "shelf status", .missingValue(usage: "-c <path>", dashed: "-c=-q")),
    Case("status --json=yes", at: "shelf status", .valueForFlag("--json", value: "yes")),
    Case("status --help=me", at: "shelf status", .valueForFlag("--help", value: "me")),
    Case("status --hepl", at: "shelf status", .unknownOption("--hepl", suggestion: "--help", file: nil)),
    Case("status -=a", at: "shelf status", .unknownOption("-=a", suggestion: nil, file: nil)),
    Case("status --=a", at: "shelf status", .unknownOption("--", suggestion: nil, file: nil)),
    Case("--version=2", at: "shelf version", .valueForFlag("--version", value: "2")),
    Case("--json status --json", at: "shelf status", .repeatedOption("--json")),
    Case("-c a status --config b", at: "shelf status", .repeatedOption("--config")),
    Case("sort", at: "shelf sort", .missingArgument("path")),
    Case("lend", at: "shelf lend", .missingArgument("book")),
    Case("lend a b c", at: "shelf lend", .unexpectedArgument("c")),
    Case("status a", at: "shelf status", .unexpectedArgument("a")),
    Case("help sort a", at: "shelf sort", .unexpectedArgument("a")),
    Case(
      "sort --by taste a", at: "shelf sort",
      .invalidValue("taste", usage: "--by <key>", complaint: "it must be 'name', 'size' or 'age'")),
    Case(
      "sort --limit-of-books-per-row +1 a", at: "shelf sort",
      .invalidValue("+1", usage: "--limit-of-books-per-row <count>", complaint: "it must be a whole number")),
    Case(
      "status --config=", at: "shelf status",
      .invalidValue("", usage: "--config <path>", complaint: "it must be a path")),
  ]

  @Test("is told", arguments: cases)
  func told(_ expected: Case) {
    guard case .failure(let error) = parse(expected.line) else {
      Issue.record("no error")
      return
    }
    #expect(error.problem == expected.problem)
    #expect(error.command.name == expected.command)
  }

  @Test("text must be UTF-8, and is shown without control characters")
  func unreadable() {
    guard case .failure(let error) = parse(["lend", "a"].map { Array($0.utf8) } + [[0x1B, 0xFF]]) else {
      Issue.record("no error")
      return
    }
    #expect(error.message == "The value '‹1B›\\xff' is invalid for '<reader>': it must be UTF-8 text.")
  }

  @Test("the reports are the golden ones")
  func reports() throws {
    let reports = Self.cases.map { expected in
      guard case .failure(let error) = parse(expected.line) else { return "no error\n" }
      return "$ shelf\(expected.line.isEmpty ? "" : " ")\(expected.line)\n\(error.report())"
    }
    try Golden.expect(reports.joined(separator: "\n"), matches: "usage-errors.txt")
  }
}
