import Foundation
import Testing

/// The pictures that a film shows, by ffmpeg's word.
enum Pictures {
  /// When each picture is shown, in seconds.
  static func times(_ film: URL) throws -> [Double] {
    let text = try tool(
      "ffprobe",
      [
        "-v", "error", "-select_streams", "v:0", "-show_entries", "frame=pts_time", "-of", "csv=p=0",
        film.path,
      ])
    return String(decoding: text, as: UTF8.self).split(whereSeparator: { $0 == "\n" || $0 == "," })
      .compactMap { Double($0) }
  }

  /// How like those of another film its pictures are (SSIM), by the one that is least so.
  static func likeness(_ film: URL, _ other: URL) throws -> Double {
    let text = try tool(
      "ffmpeg",
      [
        "-v", "error", "-i", film.path, "-i", other.path, "-lavfi", "[0:v][1:v]ssim=stats_file=-", "-f",
        "null", "/dev/null",
      ])
    let all = String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { line in
      line.split(separator: " ").first { $0.hasPrefix("All:") }.flatMap { Double($0.dropFirst(4)) }
    }
    return try #require(all.min())
  }
}
