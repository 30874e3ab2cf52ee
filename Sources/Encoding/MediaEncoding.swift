import Media
import Planning
import Platform

/// Runs a plan's encodes.
package protocol MediaEncoding: Sendable {
  /// Runs one of a plan's commands, which reads `source`, and `segments` when it joins these, into `destination`. Throws a
  /// `Reason` when its result cannot be used, or is larger than `limit` or else than the plan allows, and whatever
  /// `progress`, which is told the bytes as well, throws to end it. `seeks` says that decoding begins in the middle.
  func encode(
    _ arguments: [String], of plan: Plan, source: OpenFile, segments: OpenFile?, destination: OpenFile,
    limit: Int64?, seeks: Bool, progress: @escaping @Sendable (EncodeProgress, Int64) async throws -> Void
  ) async throws -> EncodedSegment
  /// Encodes a few seconds from the middle of a source to nowhere: how many frames in how many seconds.
  func sample(_ plan: Plan, source: OpenFile, at start: Double, limit: Duration) async throws -> (
    frames: Int, secs: Double
  )
}

extension MediaEncoding {
  /// The same with the plan's own limit, from one source, from its beginning on where nothing else is said.
  package func encode(
    _ arguments: [String], of plan: Plan, source: OpenFile, segments: OpenFile? = nil, destination: OpenFile,
    limit: Int64? = nil, seeks: Bool = false,
    _ progress: @escaping @Sendable (EncodeProgress, Int64) async throws -> Void
  ) async throws -> EncodedSegment {
    try await encode(
      arguments, of: plan, source: source, segments: segments, destination: destination, limit: limit,
      seeks: seeks, progress: progress)
  }
}

extension SegmentEncoder: MediaEncoding {}

/// Finds out whether encoders really work here.
package protocol EncoderTesting: Sendable {
  /// Tries one encoder.
  func finding(_ encoder: EncoderRow) async throws -> EncoderTrial.Finding
  /// Why HDR10+ metadata do not come through an encoder here; nil when they do.
  func whyNoHDR10Plus(_ encoder: EncoderRow) async throws -> String?
}

extension EncoderTrial: EncoderTesting {}
