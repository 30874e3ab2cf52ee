import API
import Media
import Platform

/// Decodes a source once more, in another way, and holds the pixels against those that went into an encoder.
///
/// Decoders take much damage without a word. Measured with ffmpeg 5.1.9 and 9.0.2, on films with a few bits changed: HEVC may
/// be another picture each time, H.264 in frame threads now and then counts as whole what a second try says is damaged.
/// Such a source has nothing that a result could be equal to. What differs between two ways to share the work out
/// among threads is what memory and other threads left there: a decoder's output depends on nothing else.
public struct SourceCheck: Sendable {
  /// The result of the second decode.
  public enum Outcome: Sendable {
    /// So many pictures, all the same.
    case same(Int)
    /// The source does not decode to the same pictures each time, or not without a complaint.
    case damaged(String)
    /// It always decodes to the same pictures from its beginning, but these are not those of the encoder.
    case others(String)
  }

  /// ffmpeg's own choice is to decode several pictures at a time.
  static let otherThreads = ["-thread_type", "slice"]

  private let decoder: any MediaDecoding

  /// Uses one decoder.
  package init(decoder: any MediaDecoding) { self.decoder = decoder }

  /// Decodes a source's video; `timeline` is that of the pictures that went into an encoder.
  public func compare(_ source: OpenFile, video: Int, with timeline: FrameTimeline) async throws -> Outcome {
    let again = try await decode(source, video, Self.otherThreads)
    if let error = again.firstError {
      guard let damage = try await damage(of: source, video: video) else {
        throw Reason(
          .ioError,
          "decoding '\(source.path)' failed at one time and not at the next; check the disk: \(error)")
      }
      return .damaged(damage)
    }
    guard let difference = Self.difference(again.timeline, timeline) else {
      return .same(again.timeline.times.count)
    }
    let usual = try await decode(source, video, [])
    if let error = usual.firstError { return .damaged("does not decode cleanly: \(error)") }
    return Self.difference(again.timeline, usual.timeline).map {
      .damaged("decodes to other pictures each time, though without a complaint: \($0)")
    } ?? .others("showed other pictures to the encoder than now: \(difference)")
  }

  /// Returns the fault of a source's own video as a phrase, or nil, which tells whose fault a failed encode
  /// is. If a disk fails to give all of the file, that is no damage of the film, and is thrown.
  public func damage(of source: OpenFile, video: Int) async throws -> String? {
    guard let error = try await decode(source, video, Self.otherThreads).firstError else { return nil }
    _ = try await SHA256.hash(of: source)
    return "does not decode cleanly: \(error)"
  }

  private func decode(_ source: OpenFile, _ video: Int, _ threads: [String]) async throws -> Decoder.Outcome {
    try await decoder.decode(source, video: video, others: [], at: .pixels(threads: threads))
  }

  /// How pictures differ, as a phrase; nil when all have the same pixels.
  static func difference(_ one: FrameTimeline, _ two: FrameTimeline) -> String? {
    guard let differing = one.differingPixels(from: two) else {
      return "\(two.times.count) pictures, then \(one.times.count)"
    }
    return differing == 0 ? nil : "\(differing) of \(one.times.count) differ"
  }
}
