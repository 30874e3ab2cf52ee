/// Names that displays and shells stumble over.
public enum HostileNames {
  /// A name and what people are shown of it.
  public struct Name: Sendable {
    /// The name.
    public let bytes: [UInt8]
    /// The text that is shown for it.
    public let shown: String

    init(_ bytes: [UInt8], _ shown: String) { (self.bytes, self.shown) = (bytes, shown) }
    init(_ text: String, _ shown: String) { self.init(Array(text.utf8), shown) }
  }

  /// All hostile names.
  public static let all: [Name] =
    texts.map { Name($0.0, $0.1) } + [
      Name(Array("inv".utf8) + [0xFF, 0xFE, 0x80] + Array(".mkv".utf8), "inv\\xff\\xfe\\x80.mkv"),
      Name(
        Array("surro".utf8) + [0xED, 0xA0, 0x80] + Array("gate.mkv".utf8), "surro\\xed\\xa0\\x80gate.mkv"),
      Name(Array("cut".utf8) + [0xE2, 0x80], "cut\\xe2\\x80"),
    ]

  /// Characters that would steer a terminal, or be seen by nobody, in any text.
  public static let steering = "a\u{1B}[31mX\u{1B}]0;pwn\u{7}\r\n\u{9B}31m\u{202E}\u{200B}\u{2028}\u{E0041}"
  /// The same as people are shown it.
  public static let steeringShown =
    "a‹1B›[31mX‹1B›]0;pwn‹07›‹0D›‹0A›‹9B›31m‹202E›‹200B›‹2028›‹E0041›"

  private static let texts: [(String, String)] = [
    ("new\nline.mkv", "new‹0A›line.mkv"),
    ("esc\u{1B}[31mred\u{1B}]0;pwn\u{7}.mkv", "esc‹1B›[31mred‹1B›]0;pwn‹07›.mkv"),
    ("rtl\u{202E}gpj.mkv", "rtl‹202E›gpj.mkv"),
    ("-rf.mkv", "-rf.mkv"), ("$(touch PWNED).mkv", "$(touch PWNED).mkv"), ("`x`.mkv", "`x`.mkv"),
    ("tab\t.mkv", "tab‹09›.mkv"), ("cr\rover.mkv", "cr‹0D›over.mkv"), ("del\u{7F}.mkv", "del‹7F›.mkv"),
    ("nfc\u{E9}.mkv", "nfc\u{E9}.mkv"), ("nfde\u{301}.mkv", "nfde\u{301}.mkv"),
    ("c1\u{9B}31m.mkv", "c1‹9B›31m.mkv"), ("back\\slash.mkv", "back\\slash.mkv"),
    ("zero\u{200B}width.mkv", "zero‹200B›width.mkv"), ("join\u{200D}er\u{FEFF}", "join‹200D›er‹FEFF›"),
    ("tag\u{E0041}.mkv", "tag‹E0041›.mkv"), ("lsep\u{2028}x\u{2029}.mkv", "lsep‹2028›x‹2029›.mkv"),
    ("bidi\u{2066}iso\u{2069}\u{61C}.mkv", "bidi‹2066›iso‹2069›‹61C›.mkv"),
    ("soft\u{AD}.mkv", "soft‹AD›.mkv"),
    ("hangul\u{3164}filler\u{FFA0}.mkv", "hangul‹3164›filler‹FFA0›.mkv"),
    ("vs\u{FE0F}.mkv", "vs‹FE0F›.mkv"), ("1\u{FE0F}", "1‹FE0F›"), ("❤\u{FE0F}.mkv", "❤\u{FE0F}.mkv"),
    ("vs17\u{E0100}", "vs17‹E0100›"), ("cgj\u{34F}", "cgj‹34F›"), ("mong\u{180B}", "mong‹180B›"),
    ("annot\u{FFF9}", "annot‹FFF9›"), ("映画🎬.mkv", "映画🎬.mkv"), ("हिन्दी.mkv", "हिन्दी.mkv"),
    (
      "z" + String(repeating: "\u{301}", count: 10),
      "z" + String(repeating: "\u{301}", count: 8) + "‹301›‹301›"
    ),
  ]
}
