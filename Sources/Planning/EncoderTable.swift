import Configuration

extension EncoderRow {
  /// Every encoder, in the order in which they are tried within a codec; software first.
  public static let all: [EncoderRow] = [
    svtAV1, libaom, rav1e, av1QSV, av1VAAPI, av1NVENC, x265, hevcQSV, hevcVAAPI, hevcNVENC,
  ]

  /// The row with an id.
  public static func named(_ id: String) -> EncoderRow? { all.first { $0.id == id } }

  /// The rows for a codec in the order in which they are tried: the preferred family's, then those that the rules
  /// list, else the software ones of the table.
  ///
  /// Hardware gives larger files for the same picture: it is tried only where it is preferred or listed.
  public static func rows(for rules: Rules) -> [EncoderRow] {
    let rows = all.filter { $0.codec == rules.codec }
    let preferred = rows.filter { $0.family == rules.preferEncoder }
    let others =
      rules.encoders.isEmpty
      ? rows.filter { $0.device == nil } : rules.encoders.compactMap { id in rows.first { $0.id == id } }
    return preferred + others.filter { row in !preferred.contains { $0.id == row.id } }
  }
}

/// A kind of device that an encoder works on.
public enum EncoderDevice: String, Codable, Hashable, Sendable, CaseIterable {
  /// A graphics chip behind `/dev/dri/renderD*`: Intel and AMD.
  case dri
  /// A card behind `/dev/nvidia*`.
  case nvidia

  /// ffmpeg's options before any input; which of several devices, it finds out by itself.
  func options(_ family: EncoderFamily) -> [String] {
    switch self {
    case .dri where family == .qsv: ["-init_hw_device", "qsv=hw"]
    case .dri: ["-init_hw_device", "vaapi=hw", "-filter_hw_device", "hw"]
    case .nvidia: []
    }
  }
}
