import Media
import Platform

/// Decodes media files, whole or in part.
package protocol MediaDecoding: Sendable {
  /// Decodes the streams with the given numbers; the timeline is that of `video`, when it is among them, and `samples` are
  /// the numbers of its frames of which small copies are made.
  func decode(_ file: OpenFile, video: Int?, others: [Int], at look: Decoder.Look, samples: [Int])
    async throws
    -> Decoder.Outcome
  /// Why another decoder that is here refuses a video, as a phrase; nil when none does.
  func objection(to file: OpenFile, video: Int, codec: String) async throws -> String?
  /// The sound of some streams of a file, from beginning to end.
  func sound(of streams: [Int], in file: OpenFile) async throws -> [Int: [SoundRun]]
}

extension MediaDecoding {
  /// Decodes a whole file without copies of frames, and, where nothing is said, without a look at any.
  func decode(_ file: OpenFile, video: Int?, others: [Int], at look: Decoder.Look = .nothing) async throws
    -> Decoder.Outcome
  {
    try await decode(file, video: video, others: others, at: look, samples: [])
  }
}

extension Decoder: MediaDecoding {}
