import Media
import Platform

/// Where a film comes from, as far as its name and its bit rate tell: it decides how strictly its timestamps
/// and its size are taken, and how much quality is worth keeping.
public struct SourceClass: Codable, Hashable, Sendable {
  /// The two kinds of source.
  public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    /// Made for streaming: frugal, and now and then of odd size.
    case webLike = "web_like"
    /// Made for a disc: generous, and strict in form.
    case discLike = "disc_like"

    /// The word for people.
    public var title: String {
      switch self {
      case .webLike: "web-like"
      case .discLike: "disc-like"
      }
    }
  }

  /// Which kind.
  public var `class`: Kind
  /// The evidence for it.
  public var why: String
  /// Whether it has fewer bits than its size calls for, so that more quality than it has would be wasted.
  public var isLowBitrate: Bool

  /// A class from its parts.
  public init(class: Kind, why: String, isLowBitrate: Bool = false) {
    (self.class, self.why, self.isLowBitrate) = (`class`, why, isLowBitrate)
  }

  /// The class of a file by its way from the library's root and what its headers say, never by its packets:
  /// the answer is the same before and after they were looked at.
  public init(_ info: MediaInfo, path: Path) {
    let rate = SourceRate(info)
    let low = rate.map { $0.equivalent < $0.row.low } ?? false
    if let word = SourceWords.telling(path) {
      self.init(class: word.kind, why: "its path says \(word.text)", isLowBitrate: low)
    } else if let rate {
      let kind: Kind = rate.equivalent < rate.row.web ? .webLike : .discLike
      self.init(class: kind, why: rate.description, isLowBitrate: low)
    } else {
      self.init(class: .discLike, why: "neither its path nor its headers tell, so it is taken strictly")
    }
  }
}
