/// The screen that a film was graded on (SMPTE ST 2086).
public struct MasteringDisplay: Codable, Hashable, Sendable {
  /// CIE 1931 x and y of red, green, blue and white, in this order.
  public var chromaticities: [Double]
  /// Candelas per square metre.
  public var minLuminance: Double, maxLuminance: Double

  /// A screen.
  public init(chromaticities: [Double], minLuminance: Double, maxLuminance: Double) {
    (self.chromaticities, self.minLuminance, self.maxLuminance) = (chromaticities, minLuminance, maxLuminance)
  }
}

/// How bright a film gets (CTA-861.3), in candelas per square metre: its brightest pixel, its brightest frame on
/// average.
public struct ContentLight: Codable, Hashable, Sendable {
  /// MaxCLL and MaxFALL.
  public var max: Int, average: Int

  /// Creates content light levels from MaxCLL and MaxFALL.
  public init(max: Int, average: Int) { (self.max, self.average) = (max, average) }
}

extension MasteringDisplay {
  /// Nil where nothing is said, or only half of it.
  init?(_ data: ProbeReport.SideData) {
    let places = [
      data.redX, data.redY, data.greenX, data.greenY, data.blueX, data.blueY, data.whitePointX,
      data.whitePointY,
    ].compactMap { $0.flatMap(Rational.init)?.value }
    guard places.count == 8, let least = data.minLuminance.flatMap(Rational.init)?.value,
      let most = data.maxLuminance.flatMap(Rational.init)?.value
    else { return nil }
    self.init(chromaticities: places, minLuminance: least, maxLuminance: most)
  }
}

extension ContentLight {
  /// Nil also for two zeros, which say that nobody measured it (CTA-861.3).
  init?(_ data: ProbeReport.SideData) {
    guard let max = data.maxContent, let average = data.maxAverage, max > 0 || average > 0 else { return nil }
    self.init(max: max, average: average)
  }
}
