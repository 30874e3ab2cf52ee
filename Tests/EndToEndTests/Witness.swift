import Foundation

/// Two other programs' word for what is in a file: mkvmerge's and mediainfo's.
enum Witness {
  /// Returns the differences that they see between a result and its source, but for the video's own coding.
  static func differences(_ source: URL, _ result: URL, codec: String) throws -> [String] {
    let moves = source.deletingPathExtension().pathExtension != result.pathExtension
    let tracks = moves ? [] : zip(try mkvmerge(source), try mkvmerge(result)).map { ($0, $1) }
    return tracks.compactMap { one, other in
      one == other ? nil : "mkvmerge sees \(other), not \(one)"
    } + (try count(source, result)) + (try mediainfo(source, result, codec))
  }

  static func object(_ program: String, _ arguments: [String]) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: try tool(program, arguments))
    return json as? [String: Any] ?? [:]
  }

  /// A line for each track and attachment.
  private static func mkvmerge(_ file: URL, names: Bool = true) throws -> [String] {
    let seen = try object("mkvmerge", ["-J", file.path])
    let tracks = (seen["tracks"] as? [[String: Any]] ?? []).map { track -> String in
      let said = track["properties"] as? [String: Any] ?? [:]
      let type = track["type"] as? String ?? ""
      // mkvmerge does not always know these properties in other containers.
      let keys = names ? ["language", "track_name", "default_track", "forced_track"] : []
      let own = type == "audio" ? ["audio_channels", "audio_sampling_frequency"] : []
      return
        ([type] + (type == "video" ? [] : [names ? track["codec"] as? String ?? "" : ""])
        + (keys + own).map { "\($0)=\(said[$0].map { "\($0)" } ?? "")" }).joined(separator: " ")
    }
    let attachments = (seen["attachments"] as? [[String: Any]] ?? []).map {
      "attachment \($0["file_name"] ?? "") \($0["content_type"] ?? "") \($0["size"] ?? "")"
    }
    let chapters = (seen["chapters"] as? [[String: Any]] ?? []).map { "chapters \($0["num_entries"] ?? "")" }
    // Covers come behind other attachments.
    return tracks + attachments.sorted() + chapters
  }

  private static func count(_ source: URL, _ result: URL) throws -> [String] {
    // It takes chapters and texts of MP4 and QuickTime for other things than they are.
    let told = { (line: String) in !line.hasPrefix("chapters") && !line.hasPrefix("subtitles") }
    let (before, after) = (
      try mkvmerge(source, names: false).count(where: told),
      try mkvmerge(result, names: false).count(where: told)
    )
    // It does not know every old container.
    return before == after || before == 0
      ? [] : ["mkvmerge sees \(after) pictures, sounds and attachments, not \(before)"]
  }

  /// The picture's and the sounds' properties, one by one.
  private static func mediainfo(_ source: URL, _ result: URL, _ codec: String) throws -> [String] {
    let (before, after) = (try tracks(source), try tracks(result))
    let formats = after.filter { $0["@type"] == "Video" }.compactMap { $0["Format"] }
    let wrong =
      formats.first { !["av1": ["AV1", "av01"], "hevc": ["HEVC"]][codec, default: []].contains($0) }.map {
        ["mediainfo sees \($0)"]
      } ?? []
    let fields = [
      "Video": [
        "Width", "Height", "PixelAspectRatio", "Rotation", "ChromaSubsampling", "colour_primaries",
        "transfer_characteristics", "matrix_coefficients",
      ],
      "Audio": ["Format", "Channels", "SamplingRate", "Language"], "Text": ["Language"],
    ]
    return wrong
      + ["Video", "Audio", "Text"].flatMap { type -> [String] in
        let (one, other) = (before.filter { $0["@type"] == type }, after.filter { $0["@type"] == type })
        if one.count != other.count { return ["mediainfo sees \(other.count) of \(type), not \(one.count)"] }
        return zip(one, other).flatMap { track, now in
          (fields[type] ?? []).filter { track[$0] != now[$0] && !isUntold($0, track[$0], now[$0]) }.map {
            "mediainfo sees \($0) of \(type) as \(now[$0] ?? "none"), not \(track[$0] ?? "none")"
          }
        }
      }
  }

  /// Whether one container leaves a field open and the other says it as players would take it.
  private static func isUntold(_ field: String, _ before: String?, _ after: String?) -> Bool {
    switch field {
    case "Rotation": (before.flatMap(Double.init) ?? 0) == (after.flatMap(Double.init) ?? 0)
    case "PixelAspectRatio":
      abs((before.flatMap(Double.init) ?? 1) - (after.flatMap(Double.init) ?? 1)) < 0.002
    // It does not look into every AV1.
    case "ChromaSubsampling": before == nil || after == nil
    default: false
    }
  }

  private static func tracks(_ file: URL) throws -> [[String: String]] {
    let media = try object("mediainfo", ["--Output=JSON", file.path])["media"] as? [String: Any]
    return (media?["track"] as? [[String: Any]] ?? []).map { $0.compactMapValues { $0 as? String } }
  }
}
