import Platform
import TestSupport
import Testing

@Suite("Text for people")
struct VisibleTextTests {
  @Test("shows what would steer a terminal or be seen by nobody")
  func names() {
    for name in HostileNames.all {
      #expect(Path(bytes: name.bytes).display == name.shown)
      #expect(name.shown.visible == name.shown, "what is visible stays as it is")
    }
    #expect(HostileNames.steering.visible == HostileNames.steeringShown)
  }

  @Test("never lets a terminal obey a name, whatever its bytes are")
  func anything() {
    var random = SplitMix(state: 7)
    for _ in 0..<3000 {
      let pieces = (0..<8).map { _ in
        Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)).map { Array(String($0).utf8) }
          ?? [UInt8.random(in: 0x80...0xFF, using: &random)]
      }
      let shown = Path(bytes: pieces.joined()).display
      #expect(shown.visible == shown)
      #expect(
        shown.unicodeScalars.allSatisfy { scalar in
          ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
            scalar.properties.generalCategory)
            && scalar != "\u{FFFD}" || pieces.contains(Array("\u{FFFD}".utf8))
        })
    }
  }

  @Test("keeps all of a text that nothing is wrong with")
  func plain() {
    for text in ["", "a", "Ünï ✓ 映画 한국어 العربية", "‹1B›", "\u{FFFD}"] { #expect(text.visible == text) }
  }
}
