import API
import Media
import Planning
import Platform

/// The whole decision about one file, as far as it got.
public struct Decision: Sendable {
  /// The outcome of a decision.
  public enum Verdict: Sendable {
    case encode(Plan)
    case skip(Reason)
    case settling(Reason)
  }

  /// The outcome of the decision.
  public var verdict: Verdict
  /// The facts that ffprobe found, if it was asked.
  public var media: MediaInfo?
  /// The file, held open since before it was looked into, and what it was then.
  public var source: (file: OpenFile, status: FileStatus)?

  /// The reason, unless it is to be encoded.
  public var reason: Reason? {
    switch verdict {
    case .encode: nil
    case .skip(let reason), .settling(let reason): reason
    }
  }
}
