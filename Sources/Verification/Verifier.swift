import API
import Media
import Planning
import Platform

/// Holds a result against the expectations of its plan.
public struct Verifier: Sendable {
  private let prober: any MediaProbing
  let decoder: any MediaDecoding

  /// Uses one prober and one decoder.
  package init(prober: any MediaProbing, decoder: any MediaDecoding) {
    (self.prober, self.decoder) = (prober, decoder)
  }

  /// Checks everything, cheapest first, and stops at the first check that fails.
  ///
  /// `timeline` is that of the source's own frames, `light` what they say of that, and `samples` some of them.
  public func verify(
    _ result: OpenFile, against expected: Expectation, source: OpenFile, timeline: FrameTimeline,
    light: DynamicMetadata, samples: FrameSamples
  ) async throws -> Evidence {
    var evidence = Evidence()
    let size = try result.status().size
    evidence.size = Finding(
      passed: size <= expected.maxBytes, detail: "\(size) of at most \(expected.maxBytes) bytes")
    guard size <= expected.maxBytes else { return evidence }

    let info = try await look(at: result)
    let differences =
      Self.inventory(info, expected).differences(from: expected.inventory).map(\.description)
      + Self.mark(info, expected) + CopiedStreams.differences(info, expected)
    evidence.inventory = Finding(
      passed: differences.isEmpty,
      detail: differences.isEmpty
        ? "all \(expected.streams.count) streams as expected" : differences.joined(separator: "; "))
    guard differences.isEmpty else { return evidence }

    let audio = info.streams.filter { $0.kind == .audio }.map(\.index)
    let decoded = try await decoder.decode(
      result, video: expected.videoIndex, others: audio, at: expected.keepsDynamicLight ? .light : .nothing,
      samples: samples.numbers)
    if expected.keepsDynamicLight,
      let difference = try await lightDifference(decoded.light, light, result, expected, source)
    {
      evidence.inventory = Finding(passed: false, detail: difference)
      return evidence
    }
    evidence.decode = try await finding(decoded, result, expected, source, audio)
    guard evidence.decode?.passed == true else { return evidence }
    if let difference = try await soundDifference(result, expected) {
      evidence.decode = Finding(passed: false, detail: difference)
      return evidence
    }
    let difference = decoded.timeline.difference(from: timeline)
    evidence.timeline = Finding(
      passed: difference == nil,
      detail: difference ?? "\(timeline.times.count) frames, each within a tick of its place")
    guard difference == nil else { return evidence }
    let video = expected.streams[expected.videoIndex].source
    evidence.picture = PictureCheck(width: video.width ?? 0, height: video.height ?? 0).finding(
      decoded.thumbnails, of: samples, seconds: timeline.seconds(of:))
    return evidence
  }

  private func look(at result: OpenFile) async throws -> MediaInfo {
    do { return try await prober.closely(result) } catch let reason as Reason {
      throw Reason(.verificationFailed, "the result cannot be probed: \(reason.detail)")
    }
  }

  private static func mark(_ info: MediaInfo, _ expected: Expectation) -> [String] {
    let mark = info.container.tag(named: expected.tag.name.lowercased())
    return mark == expected.tag.value
      ? [] : ["its tag \(expected.tag.name) is '\(mark ?? "")', not '\(expected.tag.value)'"]
  }

  /// Errors in copied streams are forgiven when the source has at least as many of its own.
  private func finding(
    _ decoded: Decoder.Outcome, _ result: OpenFile, _ expected: Expectation, _ source: OpenFile,
    _ audio: [Int]
  ) async throws -> Finding {
    if decoded.errors == 0 { return Finding(passed: true, detail: "no errors") }
    let seen = decoded.firstError ?? ""
    let video = try await decoder.decode(result, video: expected.videoIndex, others: [])
    if video.errors > 0 {
      return Finding(passed: false, detail: "the video does not decode cleanly: \(seen)")
    }
    let after = try await decoder.decode(result, video: nil, others: audio)
    let before = try await decoder.decode(
      source, video: nil, others: audio.map { expected.streams[$0].source.index })
    return Finding(
      passed: after.errors <= before.errors,
      detail: "\(after.errors) errors in copied streams, \(before.errors) in the source's own: \(seen)")
  }
}
