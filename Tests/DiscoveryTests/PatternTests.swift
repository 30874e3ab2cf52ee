import Discovery
import Testing

@Suite("A pattern")
struct PatternTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var pattern: String
    var place: String
    var matches: Bool
    var testDescription: String { "\(pattern) \(matches ? "takes" : "leaves") \(place)" }
  }

  @Test(
    "takes what gitignore(5) would",
    arguments: [
      // Without a slash: any single name on the way.
      Case(pattern: "*.mkv", place: "a/b/film.mkv", matches: true),
      Case(pattern: "*.mkv", place: "a/b/film.mp4", matches: false),
      Case(pattern: "Kids", place: "Kids/film.mkv", matches: true),
      Case(pattern: "Kids", place: "a/Kids/b/film.mkv", matches: true),
      Case(pattern: "Kids", place: "KidsToo/film.mkv", matches: false),
      Case(pattern: "Kids/", place: "Kids/film.mkv", matches: true),
      Case(pattern: "*sample*", place: "a/film-sample.mkv", matches: true),
      Case(pattern: "?.mkv", place: "a/b.mkv", matches: true),
      Case(pattern: "?.mkv", place: "a/bb.mkv", matches: false),
      // With one: the whole way, or a directory on it.
      Case(pattern: "a/*.mkv", place: "a/film.mkv", matches: true),
      Case(pattern: "a/*.mkv", place: "a/b/film.mkv", matches: false),
      Case(pattern: "a/**", place: "a/b/c/film.mkv", matches: true),
      Case(pattern: "a/b", place: "a/b/c/film.mkv", matches: true),
      Case(pattern: "a/b", place: "x/a/b/film.mkv", matches: false),
      Case(pattern: "**/b/*.mkv", place: "b/film.mkv", matches: true),
      Case(pattern: "**/b/*.mkv", place: "x/y/b/film.mkv", matches: true),
      Case(pattern: "a/**/film.mkv", place: "a/film.mkv", matches: true),
      Case(pattern: "a/**/film.mkv", place: "a/x/y/film.mkv", matches: true),
      Case(pattern: "a*b/x", place: "a/b/x", matches: false),
      // Sets, escapes, and what only looks like one.
      Case(pattern: "S0[1-3]*", place: "S02E01.mkv", matches: true),
      Case(pattern: "S0[1-3]*", place: "S04E01.mkv", matches: false),
      Case(pattern: "S0[!1-3]*", place: "S04E01.mkv", matches: true),
      Case(pattern: "[]a].mkv", place: "].mkv", matches: true),
      Case(pattern: "film[", place: "film[", matches: true),
      Case(pattern: "\\*.mkv", place: "*.mkv", matches: true),
      Case(pattern: "\\*.mkv", place: "a.mkv", matches: false),
      Case(pattern: "caf?", place: "cafe", matches: true),
      Case(pattern: "", place: "a", matches: false),
      Case(pattern: "*", place: "anything/at/all.mkv", matches: true),
    ])
  func matching(_ test: Case) {
    #expect(Pattern(test.pattern).matches(test.place.utf8) == test.matches)
  }

  @Test("takes names that are no text, byte by byte")
  func bytes() {
    #expect(Pattern("film-?.mkv").matches(Array("film-".utf8) + [0xff] + Array(".mkv".utf8)))
    #expect(!Pattern("film-?.mkv").matches(Array("film-".utf8) + [0xc3, 0xa9] + Array(".mkv".utf8)))
  }

  @Test("comes to an end however many stars it has", .timeLimit(.minutes(5)))
  func stars() {
    let pattern = Pattern(String(repeating: "*a", count: 60) + "b")
    #expect(!pattern.matches(Array(repeating: UInt8(ascii: "a"), count: 255)))
  }
}
