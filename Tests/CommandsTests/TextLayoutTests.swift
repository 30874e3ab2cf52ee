import Testing

@testable import Commands

@Suite("Text layout")
struct TextLayoutTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let text: String
    let lines: [String]

    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "nothing", text: "", lines: [""]),
    Case(name: "fits exactly", text: "123 567 90", lines: ["123 567 90"]),
    Case(name: "one too long", text: "123 567 901", lines: ["123 567", "901"]),
    Case(name: "a long word", text: "a 123456789012 b", lines: ["a", "123456789012", "b"]),
    Case(name: "lines are joined", text: "a\nb", lines: ["a b"]),
    Case(name: "paragraphs stay apart", text: "a\n\nb", lines: ["a", "", "b"]),
    Case(name: "examples stay as they are", text: "a\n  b  c\nd", lines: ["a", "  b  c", "d"]),
  ]

  @Test("wraps", arguments: cases)
  func wraps(_ expected: Case) {
    #expect(TextLayout.wrap(expected.text, width: 10) == expected.lines)
  }

  @Test(
    "puts text beside a label that fits",
    arguments: [
      ("ab", ["  ab  one", "      two"]), ("abc", ["  abc one", "      two"]),
      ("abcd", ["  abcd", "      one", "      two"]),
    ])
  func row(label: String, lines: [String]) {
    #expect(TextLayout.row(label, "one two", column: 6, width: 10) == lines)
  }
}
