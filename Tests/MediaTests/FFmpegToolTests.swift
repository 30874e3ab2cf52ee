import Testing

@testable import Media

@Suite("Small readers of text")
struct FFmpegToolTests {
  @Test(
    "a version has a major number, or counts as the newest",
    arguments: [
      ("5.1.9-0+deb12u1", 5), ("n9.0.2-17-g2a571b6068-20260930", 9), ("7.0.2-static", 7), ("v6.1", 6),
      ("10.0", 10),
      ("4.4.2-0ubuntu0.22.04.1", 4), ("N-12345-gabc1234", 99), ("git-2026-01-01-abc", 99), ("", 99),
      ("unknown", 99),
    ])
  func major(version: String, major: Int) { #expect(FFmpegTool.major(of: version) == major) }

  @Test(
    "a fraction needs two numbers and a denominator",
    arguments: [
      ("30000/1001", Rational(30000, 1001)), ("16:9", Rational(16, 9)), ("0/1", Rational(0, 1)), ("1/0", nil),
      ("-1/25", Rational(-1, 25)), ("25", nil), ("", nil), ("a/b", nil), ("1/2/3", nil),
    ] as [(String, Rational?)])
  func rational(text: String, fraction: Rational?) { #expect(Rational(text) == fraction) }

  @Test(
    "the most telling line is the first error, else the last line",
    arguments: [
      ("", "it gave no reason"), ("a\nb", "b"),
      ("[mov @ 0x1] [error] broken\nlast", "[mov @ 0x1] [error] broken"),
      ("x\u{1b}[2J", "x‹1B›[2J"),
    ])
  func telling(tail: String, line: String) { #expect(lastLine(tail) == line) }
}
