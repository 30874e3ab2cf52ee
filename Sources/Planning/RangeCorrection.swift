import Media

/// Options that keep the scaler from touching samples because of their range.
///
/// Left to itself, it turns full range into limited range on its way to more bits, and takes what decoders say of the range
/// for true where the container corrects it.
struct RangeCorrection {
  /// The pixel format without a range in its name, where only the container knows the right one.
  let pixelFormat: String
  private let source: String, isFullRange: Bool, isCorrected: Bool

  /// For frames of a pixel format that are to be taken for full or limited range; `isCorrected` says that decoders call it
  /// otherwise.
  init(_ source: String, isFullRange: Bool, isCorrected: Bool) {
    (self.source, self.isFullRange, self.isCorrected) = (source, isFullRange, isCorrected)
    let isNamed = source.hasPrefix("yuvj") && isCorrected && !isFullRange
    pixelFormat = isNamed ? "yuv" + source.dropFirst(4) : source
  }

  /// The same planes under a name that says no range. Measured with 9.0.2: whatever its options and the frames say, the scaler
  /// takes the old names for full range.
  var renaming: [String] {
    pixelFormat == source
      ? []
      : [
        "extractplanes=y+u+v[jy][ju][jv];[jy][ju][jv]mergeplanes=map1s=1:map2s=2:format=\(pixelFormat)"
      ]
  }

  /// The scaler's own words, where samples have a range at all.
  var scaling: [String] {
    guard isFullRange || isCorrected, PixelLayout(source)?.isYUV ?? true else { return [] }
    let range = isFullRange ? "full" : "limited"
    return ["scale=in_range=\(range):out_range=\(range)"]
  }
}
