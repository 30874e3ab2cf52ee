import API
import Media

/// Holds small copies of a result's frames against those of the frames that went into the encoder. Pure.
///
/// It finds pictures that are others, and says nothing of how good they are.
public struct PictureCheck: Sendable {
  /// No encoder that is right goes below this similarity, nor above this distance between means, with the worst settings
  /// that are allowed. Measured with ffmpeg 5.1.9 and 9.0.2 (Tests/VerificationTests/PictureTableTests.swift): real films
  /// stay above 0.39 and below 44, noise of which hardly anything is kept above 0.23.
  static let leastSimilarity = 0.2, mostDistance = 64.0
  private let scale: PictureScale

  /// For frames of so many pixels.
  public init(width: Int, height: Int) { scale = PictureScale(width: width, height: height) }

  /// The variance of a frame's luma without which it proves nothing.
  static let leastDetail = 36.0

  /// Compares all samples; `seconds` is when the frame with a number is shown.
  public func finding(
    _ result: Thumbnails, of source: FrameSamples, seconds: (Int) -> Double
  ) -> Finding {
    let own = source.thumbnails.frames
    guard result.frames.count == own.count else {
      return Finding(
        passed: false, detail: "\(result.frames.count) of \(own.count) samples came out of the result")
    }
    var (lowest, plain) = (1.0, 0)
    for (place, seen) in result.frames.enumerated() {
      let likeness = Likeness(own[place], seen, scale)
      lowest = min(lowest, likeness.similarity)
      if Likeness.detail(own[place]) < Self.leastDetail { plain += 1 }
      if let wrong = wrong(likeness) ?? impostor(place, seen, own, source.numbers, seconds) {
        let time = Self.instant(seconds(source.numbers[place]))
        return Finding(passed: false, detail: "picture at \(time) is another: \(wrong)")
      }
    }
    if own.isEmpty { return Finding(passed: true, detail: "not comparable: its frames are too small") }
    if plain == own.count {
      return Finding(passed: true, detail: "not comparable: \(own.count) frames, none with any detail")
    }
    let without = plain > 0 ? ", \(plain) of them without detail" : ""
    return Finding(
      passed: true, detail: "\(own.count) frames compared\(without), SSIM at least \(Self.rounded(lowest))")
  }

  private func wrong(_ likeness: Likeness) -> String? {
    if likeness.similarity < Self.leastSimilarity {
      return "SSIM \(Self.rounded(likeness.similarity)), at least \(Self.leastSimilarity) is expected"
    }
    return likeness.distance > Self.mostDistance
      ? "its \(likeness.planeName) is \(Self.rounded(likeness.distance)) away from the source's, at most "
        + "\(Self.mostDistance) is expected" : nil
  }

  /// Returns a description of the picture that a frame resembles more than its own: another sample, or its own upside
  /// down or with its chroma planes exchanged.
  private func impostor(
    _ place: Int, _ seen: ArraySlice<UInt8>, _ all: [ArraySlice<UInt8>], _ numbers: [Int],
    _ seconds: (Int) -> Double
  ) -> String? {
    let own = Likeness(all[place], seen, scale).similarity
    // Not only the samples around it: segments can change places. A result that is nearer to its own than any of them may
    // be to that is none of them (Cauchy and Schwarz), which spares almost every comparison.
    let nearest = PictureScale.motionPull.lowerBound * PictureScale.motionPull.lowerBound * scale.motion
    let others =
      Likeness.error(of: seen, from: all[place]) < nearest
      ? [] : all.indices.filter { $0 != place }.map { Impostor.sample($0) }
    for impostor in [.upsideDown, .exchangedChroma] + others {
      let other = impostor.frame(of: all[place], among: all)
      guard let pull = Likeness.pull(of: seen, from: all[place], to: other, impostor, scale),
        impostor.limits.pull.contains(pull)
      else { continue }
      let likeness = Likeness(other, seen, scale).similarity
      if likeness <= max(impostor.limits.similarity, impostor.isOfAnotherTime ? own : -1) { continue }
      let ssim =
        "SSIM \(Self.rounded(own)), \(Self.rounded(likeness))"
      return switch impostor {
      case .sample(let number): "\(ssim) with the one at \(Self.instant(seconds(numbers[number])))"
      case .upsideDown: "\(ssim) with it upside down"
      case .exchangedChroma:
        "\(Int(pull * 100)) % of the way to itself with its chroma planes exchanged"
      }
    }
    return nil
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  /// As in `0:12.3`.
  static func instant(_ seconds: Double) -> String {
    let tenths = Int(min(max(0, seconds * 10), 1e10).rounded())
    let (hours, minutes, rest) = (tenths / 36_000, tenths / 600 % 60, tenths % 600)
    let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    return (hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)") + ":\(two(rest / 10)).\(rest % 10)"
  }
}
