import API
import Configuration
import Media

extension Planner {
  /// The encoders that would lose something of a film with an ffmpeg of this major version: by id, what they lose.
  public static func unfit(for info: MediaInfo, _ rules: Rules, ffmpegMajor: Int) -> [String: String] {
    let lost = EncoderRow.rows(for: rules).map { ($0.id, $0.loses(of: info, ffmpegMajor)) }
    return Dictionary(lost) { one, _ in one }.compactMapValues { $0 }
  }

  /// The first encoder that works, loses nothing and has not failed with this file already.
  static func encoder(
    for info: MediaInfo, _ rules: Rules, _ capabilities: Capabilities, _ excluded: Set<String>
  ) throws(Reason) -> EncoderRow {
    let unfit = unfit(for: info, rules, ffmpegMajor: capabilities.ffmpegMajor)
    let rows = EncoderRow.rows(for: rules).filter { unfit[$0.id] == nil }
    let usable = rows.filter { capabilities.works($0) && !excluded.contains($0.id) }
    let proven = usable.filter { !info.hasHDR10Plus || capabilities.keepHDR10Plus.contains($0.id) }
    if let row = proven.first { return row }
    let version = "ffmpeg \(capabilities.ffmpegVersion)"
    let tried = rows.map { row in
      let failed = excluded.contains(row.id) ? "failed with this file" : nil
      return "\(row.id): \(failed ?? (capabilities.whyNot[row.id] ?? nil) ?? "not tried")"
    }.joined(separator: "; ")
    if info.hasHDR10Plus {
      throw Reason(
        .hdr10Plus,
        "it carries HDR10+, which only libaom-av1 keeps, with ffmpeg 9 or later; here is \(version)"
          + (tried.isEmpty ? "" : " (\(tried))")
          + "; name such an ffmpeg in [ffmpeg], and allow libaom-av1 in encoders")
    }
    if rows.isEmpty, !unfit.isEmpty {
      let lost = unfit.sorted { $0.key < $1.key }.map { "\($0) would lose \($1)" }.joined(separator: "; ")
      throw Reason(.hdr, "none of the encoders allowed keeps its HDR metadata with \(version): \(lost)")
    }
    throw Reason(
      .encoderUnavailable, "no \(rules.codec.rawValue) encoder works with \(version) (\(tried))")
  }
}
