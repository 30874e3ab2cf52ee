import API
import Testing

@testable import Commands

@Suite("The command line of condense")
struct RootTests {
  @Test("keeps the rules of a tree")
  func rules() {
    #expect(TreeRules.breaches(in: Root.command) == [])
  }

  @Test(
    "explains itself",
    arguments: [
      [], ["run"], ["encode"], ["plan"], ["explain"], ["jobs"], ["status"], ["stats"], ["encoders"],
      ["pause"], ["resume"], ["enable"], ["disable"], ["cancel"], ["retry"], ["reload"],
      ["doctor"], ["config"], ["config", "check"], ["config", "show"], ["version"],
    ])
  func help(_ names: [String]) throws {
    let words = (names + ["--help"]).map { Array($0.utf8) }
    guard case .help(let path) = Parser.parse(words, tree: Root.command) else {
      Issue.record("no help for \(names)")
      return
    }
    try Golden.expect(
      HelpText.page(for: path), matches: (["condense"] + names).joined(separator: "-") + ".txt")
  }

  @Test("knows every reason code once in the manual, in the order of the list")
  func manual() throws {
    let text = try Golden.read("../../../docs/manual.md")
    let table = text.split(separator: "\n").drop { $0 != "## Reasons" }.prefix { $0 != "## Why work waits" }
    let codes = table.filter { $0.hasPrefix("| `") }.compactMap { $0.split(separator: "`").dropFirst().first }
    #expect(codes.map(String.init) == ReasonCode.allCases.map(\.rawValue))
  }

  @Test("has the manual's words for every reason")
  func help() throws {
    let text = try Golden.read("../../../docs/manual.md")
    #expect(text.contains(ReasonCode.table), "the rows of ReasonCode+Help.swift and of the manual differ")
    for code in ReasonCode.allCases {
      let help = try #require(code.help, "\(code.rawValue) has no row in ReasonCode+Help.swift")
      #expect(help.meaning.hasSuffix(".") && help.remedy.hasSuffix("."))
      #expect(!help.meaning.contains("](") && !help.remedy.contains("]("))
    }
  }

  @Test("says in words where the manual goes on")
  func links() {
    #expect(ReasonCode.replaceInterrupted.help?.remedy == "See 'After a crash' in the manual.")
    #expect(ReasonCode.toolMissing.help?.remedy == "Install it, or name it in `[ffmpeg]`.")
  }

  @Test("knows every code of waiting once in the manual, in the order of the list")
  func pauses() throws {
    let text = try Golden.read("../../../docs/manual.md")
    let table = text.split(separator: "\n").drop { $0 != "## Why work waits" }
    let codes = table.filter { $0.hasPrefix("| `") }.compactMap { $0.split(separator: "`").dropFirst().first }
    #expect(codes.map(String.init) == PauseCode.allCases.map(\.rawValue))
  }

  @Test("knows every refusal of the core once in the manual, in the order of the list, with its status")
  func refusals() throws {
    let text = try Golden.read("../../../docs/manual.md")
    let section = text.split(separator: "\n").drop { $0 != "## Control" }.prefix {
      $0 != "## When a disk is full"
    }
    let rows = section.filter { $0.hasPrefix("| `") }.map {
      $0.split(separator: "|").map { $0.trimmingSpaces }
    }
    #expect(
      rows.map { $0.prefix(2).joined(separator: " ") }
        == Refusal.Code.allCases.map { "`\($0.rawValue)` \($0.status)" })
  }

  @Test("knows every check of the doctor once in the manual, in the order of the list")
  func checks() throws {
    let text = try Golden.read("../../../docs/manual.md")
    let table = text.split(separator: "\n").drop { !$0.hasPrefix("## Is this machine fit") }
      .prefix { $0 != "## Encoders" }
    let checks = table.filter { $0.hasPrefix("| `") }.compactMap {
      $0.split(separator: "`").dropFirst().first
    }
    #expect(checks.map(String.init) == CheckView.Check.allCases.map(\.rawValue))
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String { split(separator: " ").joined(separator: " ") }
}
