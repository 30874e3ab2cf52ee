import Configuration
import Platform

/// Which quality and which speed, by the size of the picture, unless the rules say it themselves.
///
/// The columns of AV1 are on SVT-AV1's scale, those of HEVC on x265's. Between the two, Av1an's target quality takes
/// 15 to 50 for SVT-AV1 to be 15 to 35 for x265 (av1an-core, encoder.rs, get_default_cq_range), and HandBrake's
/// presets for 2160p have 30 for the one and 24 for the other (preset/preset_builtin.json), which is on the same line.
enum QualityTable {
  static func quality(
    _ rules: Rules, _ row: EncoderRow, _ size: SizeClass, isLowBitrate: Bool, version: String?
  ) -> Quality {
    let version = EncoderVersion(version)
    let profile = rules.profile.map(Self.profile)
    let low = isLowBitrate ? 1 : 0
    let crf = rules.crf ?? profile?.crf(rules.codec) ?? size.crf(rules.codec) + low
    if let preset = rules.preset {
      return Quality(crf: crf, preset: row.presets.asked(preset, row.codec, version))
    }
    let slower = profile == nil && rules.qualityTier == .veryHigh ? 1 : 0
    return Quality(
      crf: crf, preset: row.presets.rung(profile?.preset ?? size.svtPreset, version, slower: slower))
  }

  struct Named {
    let preset: Int, hevc: Int, av1: Int

    func crf(_ codec: Codec) -> Int { codec == .hevc ? hevc : av1 }
  }

  /// x265's presets of these names (4, 6 and 8 on SVT-AV1's scale) with its rate factors, and their equals.
  static func profile(_ profile: Profile) -> Named {
    switch profile {
    case .slow: Named(preset: 4, hevc: 24, av1: 30)
    case .medium: Named(preset: 6, hevc: 26, av1: 34)
    case .fast: Named(preset: 8, hevc: 28, av1: 38)
    }
  }
}

/// How large a picture is: by its longer side as if it were 16:9, and its shorter side.
public enum SizeClass: CaseIterable, Sendable {
  case uhd, qhd, fullHD, smaller

  /// The class of a picture, upright or not; 2.39:1 and vertical video count by what they would be in 16:9.
  public init(width: Int, height: Int) {
    let lines = Self.lines(width: width, height: height)
    self = lines >= 2160 ? .uhd : lines >= 1440 ? .qhd : lines >= 1080 ? .fullHD : .smaller
  }

  /// The lines that a picture would have in 16:9, upright or not.
  static func lines(width: Int, height: Int) -> Int {
    max(min(width, height), max(width, height).saturatingMultiply(9) / 16)
  }

  /// The rate factor.
  func crf(_ codec: Codec) -> Int {
    switch self {
    case .uhd: codec == .hevc ? 18 : 21
    case .qhd: codec == .hevc ? 19 : 22
    case .fullHD: codec == .hevc ? 20 : 23
    case .smaller: codec == .hevc ? 20 : 24
    }
  }

  /// The speed on SVT-AV1's scale.
  var svtPreset: Int {
    switch self {
    case .uhd: 3
    case .qhd, .fullHD: 4
    case .smaller: 5
    }
  }
}
