/// A codec that Condense encodes to.
public enum Codec: String, Codable, Hashable, Sendable, CaseIterable {
  /// AV1, the smallest.
  case av1
  /// HEVC (H.265), for players that cannot do AV1.
  case hevc

  /// The ids of the encoders that a config may name for this codec.
  public var encoders: [String] {
    switch self {
    case .av1: ["libsvtav1", "libaom-av1", "librav1e", "av1_qsv", "av1_vaapi", "av1_nvenc"]
    case .hevc: ["libx265", "hevc_qsv", "hevc_vaapi", "hevc_nvenc"]
    }
  }

  /// The quality numbers that make sense for this codec: the scales of SVT-AV1 and aom, and of x265.
  var crfRange: ClosedRange<Int> {
    switch self {
    case .av1: 0...63
    case .hevc: 0...51
    }
  }

  /// The preset numbers of this codec's encoders: SVT-AV1's scale, and x265's `x265_preset_names`.
  var presetRange: ClosedRange<Int> {
    switch self {
    case .av1: 0...13
    case .hevc: 0...9
    }
  }

  /// The preset names of this codec's encoders, from `x265_preset_names`; the AV1 encoders only have numbers.
  var presetNames: [String] {
    switch self {
    case .av1: []
    case .hevc:
      [
        "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow",
        "placebo",
      ]
    }
  }
}
