import Testing

@testable import Commands

@Suite("What a command line means")
struct ParserTests {
  struct Case: CustomTestStringConvertible {
    let line: String
    let runs: String
    let flags: [String]
    let values: [String: [String]]

    init(_ line: String, runs: String, flags: [String] = [], _ values: [String: [String]] = [:]) {
      self.line = line
      self.runs = runs
      self.flags = flags
      self.values = values
    }

    var testDescription: String { line }
  }

  static let cases = [
    Case("status", runs: "shelf status"),
    Case("status --json", runs: "shelf status", flags: ["json"]),
    Case("--json status", runs: "shelf status", flags: ["json"]),
    Case("--config a.toml status", runs: "shelf status", ["config": ["a.toml"]]),
    Case("--config=a=b status", runs: "shelf status", ["config": ["a=b"]]),
    Case("status -c a.toml", runs: "shelf status", ["config": ["a.toml"]]),
    Case("status -c=-odd", runs: "shelf status", ["config": ["-odd"]]),
    Case("--version", runs: "shelf version"),
    Case("--json --version", runs: "shelf version", flags: ["json"]),
    Case("--version --json", runs: "shelf version", flags: ["json"]),
    Case("originals", runs: "shelf originals"),
    Case("originals --json list", runs: "shelf originals list", flags: ["json"]),
    Case("sort a b", runs: "shelf sort", ["path": ["a", "b"]]),
    Case("sort a --force b", runs: "shelf sort", flags: ["force"], ["path": ["a", "b"]]),
    Case("sort -fv a", runs: "shelf sort", flags: ["force", "verbose"], ["path": ["a"]]),
    Case("sort -fx *.txt a", runs: "shelf sort", flags: ["force"], ["path": ["a"], "exclude": ["*.txt"]]),
    Case("sort -x 1 -x 2 a", runs: "shelf sort", ["path": ["a"], "exclude": ["1", "2"]]),
    Case("sort --exclude= a", runs: "shelf sort", ["path": ["a"], "exclude": [""]]),
    Case("sort --by size a", runs: "shelf sort", ["path": ["a"], "by": ["size"]]),
    Case("sort -- -f --json --", runs: "shelf sort", ["path": ["-f", "--json", "--"]]),
    Case("sort -", runs: "shelf sort", ["path": ["-"]]),
    Case("-- sort --force", runs: "shelf sort", ["path": ["--force"]]),
    Case("lend help", runs: "shelf lend", ["book": ["help"]]),
    Case("lend a b", runs: "shelf lend", ["book": ["a"], "reader": ["b"]]),
  ]

  @Test("runs", arguments: cases)
  func runs(_ expected: Case) throws {
    let invocation = try invocation(expected.line)
    #expect(invocation.command.name == expected.runs)
    for option in invocation.command.options where option.value == nil {
      #expect(invocation.flag(option.name) == expected.flags.contains(option.name), "\(option.name)")
    }
    let valued =
      invocation.command.options.filter { $0.value != nil }.map(\.name)
      + invocation.command.command.arguments.map(\.name)
    for name in valued {
      #expect(invocation.bytes(name) == expected.values[name, default: []].map { Array($0.utf8) }, "\(name)")
    }
  }

  @Test(
    "asks for help",
    arguments: [
      ("-h", "shelf"), ("help", "shelf"), ("help help", "shelf"), ("--json --help", "shelf"),
      ("--help sort", "shelf sort"), ("help sort", "shelf sort"), ("sort --help", "shelf sort"),
      ("help originals purge", "shelf originals purge"), ("originals help list", "shelf originals list"),
      ("sort --unknown --help", "shelf sort"), ("sort --config --help", "shelf sort"),
      ("lend a b c -h", "shelf lend"), ("nonsense -h", "shelf"),
      ("sort -fh", "shelf sort"), ("-h -h status", "shelf status"),
    ])
  func help(line: String, command: String) {
    guard case .help(let path) = parse(line) else {
      Issue.record("no help")
      return
    }
    #expect(path.name == command)
  }

  @Test("file names need not be text")
  func bytes() throws {
    let name: [UInt8] = [0x66, 0xFF, 0x2E, 0x80]
    guard case .run(_, let invocation) = parse([Array("sort".utf8), name, Array("-c".utf8), name]) else {
      Issue.record("not understood")
      return
    }
    #expect(invocation.bytes("path") == [name])
    #expect(invocation.bytes("config") == [name])
  }

  @Test("values are read as what they are declared to be")
  func accessors() throws {
    let invocation = try invocation("sort -vv --by age --limit-of-books-per-row 0012 -x a -x b c")
    #expect(invocation.count("verbose") == 2)
    #expect(invocation.text("by") == "age")
    #expect(invocation.texts("exclude") == ["a", "b"])
    #expect(invocation.number("limit-of-books-per-row") == 12)
    #expect(invocation.path("config") == nil)
  }
}

func parse(_ line: String) -> ParseOutcome {
  parse(line.split(separator: " ").map { Array($0.utf8) })
}

func parse(_ arguments: [[UInt8]]) -> ParseOutcome {
  Parser.parse(arguments, tree: SampleTree.root)
}

func invocation(_ line: String) throws -> Invocation {
  switch parse(line) {
  case .run(_, let invocation): return invocation
  case .failure(let error): throw error
  case .help(let path): throw UsageError(.invalid("help was shown"), path)
  }
}
