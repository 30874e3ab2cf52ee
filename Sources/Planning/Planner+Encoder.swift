import API
import Configuration
import Media

extension Planner {
  /// The encoders that could not keep a film's pictures as they are with an ffmpeg of this major version: by id, why.
  public static func unfit(for info: MediaInfo, _ rules: Rules, ffmpegMajor: Int) -> [String: String] {
    let format = info.videos.first?.pixelFormat ?? "unknown"
    let seen = EncoderRow.rows(for: rules).map { row in
      let lost = row.loses(of: info, ffmpegMajor).map { "would lose \($0)" }
      return (row.id, row.pixelFormat(for: format) == nil ? "cannot encode \(format)" : lost)
    }
    return Dictionary(seen) { one, _ in one }.compactMapValues { $0 }
  }

  /// The first encoder that works here and can keep these pictures, and the pixel format that it makes of theirs.
  static func encoder(
    for info: MediaInfo, _ rules: Rules, _ capabilities: Capabilities, _ excluded: Set<String>
  ) throws(Reason) -> (EncoderRow, String) {
    let source = info.videos.first?.pixelFormat ?? "unknown"
    let unfit = unfit(for: info, rules, ffmpegMajor: capabilities.ffmpegMajor)
    let rows = EncoderRow.rows(for: rules)
    for row in rows where unfit[row.id] == nil && capabilities.works(row) && !excluded.contains(row.id) {
      if info.hasHDR10Plus, !capabilities.keepHDR10Plus.contains(row.id) { continue }
      if let result = row.pixelFormat(for: source) { return (row, result) }
    }
    throw refusal(info, rows, unfit, rules, capabilities, excluded)
  }

  private static func refusal(
    _ info: MediaInfo, _ rows: [EncoderRow], _ unfit: [String: String], _ rules: Rules,
    _ capabilities: Capabilities, _ excluded: Set<String>
  ) -> Reason {
    let seen = rows.map { row in
      let failed = excluded.contains(row.id) ? "failed with this file" : nil
      return "\(row.id): \(unfit[row.id] ?? failed ?? (capabilities.whyNot[row.id] ?? nil) ?? "not tried")"
    }.joined(separator: "; ")
    let ffmpeg = "ffmpeg \(capabilities.ffmpegVersion)"
    let source = info.videos.first?.pixelFormat ?? "unknown"
    if !rows.contains(where: { $0.pixelFormat(for: source) != nil }) {
      return EncoderRow.refusal(of: source, rules)
    }
    if info.hasHDR10Plus {
      return Reason(
        .hdr10Plus,
        "it carries HDR10+, which only libaom-av1 keeps, with ffmpeg 9 or later; here is \(ffmpeg) (\(seen)); name "
          + "such an ffmpeg in [ffmpeg], and allow libaom-av1 in encoders")
    }
    if unfit.count == rows.count {
      return Reason(.hdr, "none of the encoders allowed keeps its HDR metadata with \(ffmpeg) (\(seen))")
    }
    return Reason(
      .encoderUnavailable,
      "no \(rules.codec.rawValue) encoder that can keep its pictures works with \(ffmpeg) (\(seen))")
  }
}
