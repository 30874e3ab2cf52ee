/// A program and its arguments, byte for byte, as a person can paste them into a shell. Never run from here.
public struct ShellCommand: Hashable, Sendable {
  /// The program and its arguments.
  public var words: [[UInt8]]

  /// A command from its words.
  public init(_ words: [[UInt8]]) { self.words = words }

  /// The command line for bash, zsh and ksh.
  public var text: String { words.map(Self.quoted).joined(separator: " ") }

  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%".utf8)

  private static func quoted(_ word: [UInt8]) -> String {
    if !word.isEmpty, word.allSatisfy(plain.contains) { return String(decoding: word, as: UTF8.self) }
    let path = Path(bytes: word)
    if let text = path.utf8, text == path.display { return quoted(text) }
    // Bytes that cannot be seen, or are no text, are written in ASCII.
    return "$'"
      + word.map { byte in
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
        case 0x20..<0x7f: String(UnicodeScalar(byte))
        default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
      }.joined() + "'"
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
