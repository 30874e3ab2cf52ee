import Testing

@testable import Commands

@Suite("Help pages")
struct HelpTextTests {
  struct Case: CustomTestStringConvertible {
    let names: [String]
    let width: Int
    let golden: String

    var testDescription: String { golden }
  }

  static let cases = [
    Case(names: [], width: 80, golden: "help.txt"),
    Case(names: ["sort"], width: 80, golden: "help-sort.txt"),
    Case(names: ["sort"], width: 40, golden: "help-sort-narrow.txt"),
    Case(names: ["lend"], width: 80, golden: "help-lend.txt"),
    Case(names: ["originals"], width: 80, golden: "help-originals.txt"),
  ]

  @Test("are the golden ones", arguments: cases)
  func golden(_ expected: Case) throws {
    let path = try #require(CommandPath(root: SampleTree.root).descending(expected.names))
    try Golden.expect(HelpText.page(for: path, width: expected.width), matches: expected.golden)
  }

  @Test("keep to the width", arguments: [60, 80, 120])
  func width(_ width: Int) {
    for path in CommandPath(root: SampleTree.root).subtree {
      let lines = HelpText.page(for: path, width: width).split(separator: "\n")
      #expect(lines.filter { $0.count > width } == [], "\(path.name)")
    }
  }

  @Test("explain every exit code")
  func exitCodes() {
    let page = HelpText.page(for: CommandPath(root: SampleTree.version))
    for code in ExitCode.allCases { #expect(page.contains("\n  \(code.rawValue) ")) }
  }
}
