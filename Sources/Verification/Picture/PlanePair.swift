/// The statistics of two planes of samples, or of the same part of them. Exact until the last step.
struct PlanePair {
  private var count = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0

  /// Takes in a sample of each.
  mutating func add(_ one: Int, _ other: Int) {
    count += 1
    a += one
    b += other
    aa += one * one
    bb += other * other
    ab += one * other
  }

  private func moment(_ product: Int, _ one: Int, _ other: Int) -> Double {
    let n = Double(count)
    return count == 0 ? 0 : (Double(product) - Double(one) * Double(other) / n) / n
  }

  /// The variance of the first plane.
  var variance: Double { moment(aa, a, a) }
  /// The covariance of both.
  var covariance: Double { moment(ab, a, b) }
  /// The same about zero, so that the means count as well.
  var power: Double { count == 0 ? 0 : Double(aa) / Double(count) }
  var product: Double { count == 0 ? 0 : Double(ab) / Double(count) }
  /// How far the means are from each other.
  var distance: Double { count == 0 ? 0 : abs(Double(a - b)) / Double(count) }

  /// The structural similarity, 1 where both have the same structure: contrast and structure of Wang et al., "Image
  /// quality assessment: from error visibility to structural similarity", 2004, equation 13 without luminance. `noise` is
  /// the variance that means nothing.
  func similarity(noise: Double) -> Double {
    (2 * covariance + noise) / (variance + moment(bb, b, b) + noise)
  }
}
