import Platform

/// A film's HDR10+ metadata picture by picture, as a hash over the text that ffmpeg's `showinfo` prints.
///
/// ffprobe 5.1 does not see it in AV1. `showinfo` gives four decimals, which is a little coarser than the format.
public struct DynamicMetadata: Codable, Hashable, Sendable {
  /// ffmpeg's names for it, of 7.0 and later and of before.
  private static let marks = [
    "side data - HDR Dynamic Metadata SMPTE2094-40 (HDR10+): ", "side data - HDR10+ metadata: ",
  ]

  /// How many pictures have been shown, and how many times one of them said something.
  public private(set) var pictures = 0, count = 0
  /// The hash of everything said so far, with the numbers of the pictures that said it.
  public private(set) var digest = ""

  /// No pictures.
  public init() {}

  /// A picture came; what is said until the next one comes is said of this one.
  public mutating func addPicture() { pictures += 1 }

  /// Takes in what the picture that came last says.
  public mutating func add(_ words: String) {
    count += 1
    var hash = SHA256()
    hash.update(Array("\(digest) \(pictures) \(words)".utf8))
    digest = hash.finish()
  }

  /// Returns the difference from `other` as a sentence; nil when every picture says the same.
  public func difference(from other: DynamicMetadata) -> String? {
    if count != other.count {
      return "HDR10+ metadata of the video: said \(count) times, not \(other.count) times"
    }
    return digest == other.digest
      ? nil : "HDR10+ metadata of the video: its \(count) messages are not those of the source"
  }

  /// Returns the HDR10+ metadata of a picture from a line of `showinfo`; nil for any other line.
  static func words(in line: String) -> String? {
    marks.lazy.compactMap { mark in line.firstRange(of: mark).map { String(line[$0.upperBound...]) } }.first
  }

  /// Whether a kind of side data is HDR10+, by ffprobe's names; others have similar ones.
  public static func isMeant(by name: String) -> Bool { name.contains("2094-40") }
}
