import Testing

import Platform

@Suite("Edit distance")
struct EditDistanceTests {
  @Test(
    "counts edits, in both directions",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "ab", 1), ("abc", "abcd", 1),
      ("abc", "acb", 1), ("json", "josn", 1), ("kitten", "sitting", 3), ("ca", "abc", 3), ("a", "xyz", 3),
      ("é", "e", 1),
    ])
  func distance(a: String, b: String, edits: Int) {
    #expect(EditDistance.between(a, b) == edits)
    #expect(EditDistance.between(b, a) == edits)
  }

  @Test(
    "suggests the nearest, if it is near",
    arguments: [
      ("statsu", "stats"), ("stattus", "status"), ("encod", "encode"), ("zzzzzz", nil), ("xy", nil),
      ("", nil),
    ] as [(String, String?)])
  func nearest(word: String, suggestion: String?) {
    #expect(EditDistance.nearest(to: word, in: ["stats", "status", "encode", "run"]) == suggestion)
  }
}
