import Foundation
import Platform
import Testing

@Suite("A command for a shell")
struct ShellCommandTests {
  static let words: [[UInt8]] =
    [
      "", "plain", "a b", "it's", "$(id)`id`\"!*?[a]{b,c}~#;&|<>\\", "-v", "caf\u{e9} \u{1F3AC}", "a\nb\tc",
      "\u{202e}x", "'\\'",
    ].map { Array($0.utf8) } + [[0x6e, 0xef, 0x2e], [0xff, 0x30, 0x27, 0x5c, 0x01], Array(1...255)]

  @Test("is taken by it word for word, byte for byte")
  func taken() throws {
    let text = ShellCommand([Array("printf".utf8), Array("%s\\0".utf8)] + Self.words).text
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f && $0.value != 0x202e })
    let bash = Process(), output = Pipe()
    bash.executableURL = URL(fileURLWithPath: "/bin/bash")
    bash.arguments = ["-c", text]
    bash.standardOutput = output
    try bash.run()
    let seen = output.fileHandleForReading.readDataToEndOfFile()
    bash.waitUntilExit()
    #expect(seen.split(separator: 0, omittingEmptySubsequences: false).map(Array.init) == Self.words + [[]])
  }
}
