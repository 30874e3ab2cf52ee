import Media
import Planning
import Platform

extension Verifier {
  /// How often a difference has to be seen before it counts.
  private static let looks = 3

  /// Returns the difference between the HDR10+ metadata of a result and that of its source.
  ///
  /// From 7.0 on, ffmpeg's threads print the parts of their lines in any order, so that one of `showinfo` can be lost in
  /// another's. A difference therefore counts only if decoding both once more shows one as well; equal words never come
  /// about by such an accident.
  func lightDifference(
    _ decoded: DynamicMetadata, _ told: DynamicMetadata, _ result: OpenFile, _ expected: Expectation,
    _ source: OpenFile
  ) async throws -> String? {
    var difference = decoded.difference(from: told)
    for _ in 1..<Self.looks where difference != nil {
      let after = try await decoder.decode(result, video: expected.videoIndex, others: [], at: .light)
      let video = expected.streams[expected.videoIndex].source.index
      let before = try await decoder.decode(source, video: video, others: [], at: .light)
      // Where filters leave out or add frames, only the words of the encode itself are comparable.
      let other = before.light.pictures == told.pictures ? before.light : told
      difference = after.light.difference(from: other)
    }
    return difference
  }
}
