import Platform

/// The origin of a film according to the words of its path.
///
/// The name of the file is asked first, then each directory above it. In a name, what stands after its last year,
/// episode or resolution counts first, and there the first word; then what stands before that, back to the first
/// of these, and there the last word: `The.Web.2013.1080p.BluRay` is from a disc. Words before all of them are the
/// title. In a name without any of them only words count that nothing else is called: a directory `NF` or `Web`
/// says nothing, `WEB-DL` and `BDMV` do. `UHD` is a disc only where no other word says what it is.
enum SourceWords {
  struct Word: Hashable {
    let kind: SourceClass.Kind
    let text: String
    /// Whether nothing else is ever called so.
    var isPlain = false
    /// Whether any other word in the name counts more.
    var isWeak = false
  }

  private static let words: [String: Word] = [
    "web": Word(kind: .webLike, text: "WEB"), "nf": Word(kind: .webLike, text: "NF"),
    "webrip": Word(kind: .webLike, text: "WEBRip", isPlain: true),
    "webdl": Word(kind: .webLike, text: "WEB-DL", isPlain: true),
    "amzn": Word(kind: .webLike, text: "AMZN"), "dsnp": Word(kind: .webLike, text: "DSNP"),
    "hulu": Word(kind: .webLike, text: "HULU"), "atvp": Word(kind: .webLike, text: "ATVP"),
    "bluray": Word(kind: .discLike, text: "BluRay", isPlain: true),
    "remux": Word(kind: .discLike, text: "Remux", isPlain: true),
    "bdmv": Word(kind: .discLike, text: "BDMV", isPlain: true),
    "uhd": Word(kind: .discLike, text: "UHD", isWeak: true),
  ]

  /// Words that people write in two.
  private static let pairs = [
    ("web", "dl", "webdl"), ("web", "rip", "webrip"), ("blu", "ray", "bluray"),
  ]

  /// The word that tells, or nil.
  static func telling(_ path: Path) -> Word? {
    for name in path.bytes.split(separator: UInt8(ascii: "/")).reversed() {
      if let word = telling(joined(split(name))) { return word }
    }
    return nil
  }

  private static func telling(_ tokens: [String]) -> Word? {
    let marks = tokens.indices.filter { isMark(tokens[$0]) }
    guard let first = marks.first, let last = marks.last else {
      return tokens.lazy.compactMap { words[$0] }.first(where: \.isPlain)
    }
    let after = tokens[(last + 1)...].compactMap { words[$0] }
    let before = tokens[first..<last].reversed().compactMap { words[$0] }
    return (after + before).first { !$0.isWeak } ?? (after + before).first
  }

  /// Words of a name in lower case, as whole words: bounded by anything that is no ASCII letter or digit. What is
  /// not ASCII is part of a word, so that no word is found inside one that is written with accents.
  private static func split(_ name: some Sequence<UInt8>) -> [String] {
    name.split { !isWordPart($0) }.map { String(decoding: $0, as: UTF8.self).lowercased() }
  }

  private static func isWordPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...0xff:
      true
    default: false
    }
  }

  private static func joined(_ tokens: [String]) -> [String] {
    var result: [String] = []
    for token in tokens {
      if let pair = pairs.first(where: { $0.0 == result.last && $0.1 == token }) {
        result[result.count - 1] = pair.2
      } else {
        result.append(token)
      }
    }
    return result
  }

  /// A year, a resolution or an episode: `1999`, `1080p`, `576i`, `4k`, `s01`, `s01e02`.
  private static func isMark(_ token: String) -> Bool {
    let digits = token.filter { $0.isASCII && $0.isNumber }.count
    if token == "4k" || token == "8k" { return true }
    if digits == token.count { return digits == 4 && (token.hasPrefix("19") || token.hasPrefix("20")) }
    if digits == token.count - 1, let end = token.last {
      return (3...4).contains(digits) && (end == "p" || end == "i") || digits > 0 && token.hasPrefix("s")
    }
    return token.hasPrefix("s") && token.dropFirst().contains("e") && digits == token.count - 2 && digits > 1
  }
}
