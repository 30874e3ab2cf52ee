import API
import Configuration
import Encoding
import Media
import Planning

/// Tries every encoder there is, whatever the rules ask for and whatever was found before.
public enum EncoderSurvey {
  /// One view per row of the table, in its order; writes nothing. Throws a `Reason` when a tool is missing.
  public static func run(_ config: Config) async throws -> [EncoderView] {
    let tools = try await MediaTools(config, try ToolIdentity(config))
    var views: [EncoderView] = []
    for row in EncoderRow.all {
      views.append(view(row, try await tools.trial.finding(row), tools.ffmpeg.major))
    }
    return views
  }

  private static func view(_ row: EncoderRow, _ finding: EncoderTrial.Finding, _ ffmpegMajor: Int)
    -> EncoderView
  {
    let version = EncoderVersion(finding.version)
    let range = row.scale.range(version)
    return EncoderView(
      id: row.id, family: row.family.rawValue, codec: row.codec.rawValue,
      kind: row.device == nil ? "software" : "hardware", whyNot: finding.whyNot, version: finding.version,
      quality: .init(option: row.scale.option, best: range.lowerBound, worst: range.upperBound),
      presets: row.presets.option == nil ? [] : row.presets.names(version), pixelFormats: row.pixelFormats,
      carries: row.carries(ffmpegMajor).map(\.rawValue))
  }
}
