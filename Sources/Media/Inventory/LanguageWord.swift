/// The twenty languages for which ISO 639-2 has two words; containers write one or the other.
public enum LanguageWord {
  private static let others = [
    "bod": "tib", "ces": "cze", "cym": "wel", "deu": "ger", "ell": "gre", "eus": "baq", "fas": "per",
    "fra": "fre",
    "hye": "arm", "isl": "ice", "kat": "geo", "mkd": "mac", "mri": "mao", "msa": "may", "mya": "bur",
    "nld": "dut",
    "ron": "rum", "slk": "slo", "sqi": "alb", "zho": "chi",
  ]

  /// The older word for a language, which is also what Matroska has.
  public static func common(_ language: String) -> String { others[language] ?? language }

  /// A tag's name with the older word for the language that it ends with, as in `comment-deu`.
  static func common(inTag tag: String) -> String {
    guard let dash = tag.lastIndex(of: "-") else { return tag }
    return tag[...dash] + common(String(tag[tag.index(after: dash)...]))
  }
}
