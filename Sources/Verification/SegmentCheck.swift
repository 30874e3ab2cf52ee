import API
import Media
import Platform

/// Holds a finished segment against what went into it, before it counts as finished.
public struct SegmentCheck: Sendable {
  private let prober: any MediaProbing
  private let decoder: any MediaDecoding

  /// Uses one prober and one decoder.
  package init(prober: any MediaProbing, decoder: any MediaDecoding) {
    (self.prober, self.decoder) = (prober, decoder)
  }

  /// Decodes a segment: all its pictures have to be there and the first has to be a key picture, without a complaint, and
  /// `samples` have to be those that went in, at the times that `timeline` has. Returns the hash of the codec's headers,
  /// which have to be the same in all segments that are joined. Throws a `Reason` otherwise.
  public func headers(
    of segment: OpenFile, timeline: FrameTimeline, samples: FrameSamples, by check: PictureCheck
  ) async throws -> String {
    let pictures = timeline.times.count
    let (headers, isKey) = try await prober.beginning(of: segment)
    guard isKey else { throw Self.failure("does not begin with a key picture") }
    let outcome = try await decoder.decode(
      segment, video: 0, others: [], at: .nothing, samples: samples.numbers)
    if let error = outcome.firstError { throw Self.failure("does not decode cleanly: \(error)") }
    let decoded = outcome.timeline.times.count
    guard decoded == pictures else { throw Self.failure("has \(decoded) pictures instead of \(pictures)") }
    let picture = check.finding(outcome.thumbnails, of: samples, seconds: timeline.seconds(of:))
    if !picture.passed { throw Reason(.verificationFailed, picture.detail) }
    return headers ?? ""
  }

  private static func failure(_ what: String) -> Reason {
    Reason(.encoderFailed, "a segment that ffmpeg made without a complaint \(what)")
  }
}
