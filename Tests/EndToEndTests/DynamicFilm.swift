import Foundation

/// Films with HDR10+ metadata of our own making, different beside every picture.
enum DynamicFilm {
  /// Beside all of its ten pictures.
  static let whole = Result { try make("dynamic", marked: .first) }
  /// Beside the last ten of sixty, which no look at the first ones finds.
  static let late = Result { try make("late-dynamic", marked: .last) }

  private enum Part { case first, last }

  private static func make(_ name: String, marked: Part) throws -> URL {
    let plain = try Footage.make(
      "\(name).hevc",
      ColourFilm.hevc("bframes=0:colorprim=bt2020:colormatrix=bt2020nc:transfer=smpte2084")
        + ["-f", "hevc"])
    let script = URL(filePath: #filePath).appending(path: "../../../scripts/add-hdr10plus").standardized
    let lit = plain.deletingPathExtension().appendingPathExtension("lit.hevc")
    try tool(script.path, [plain.path, lit.path])
    let parts = marked == .first ? [lit] : Array(repeating: plain, count: 5) + [lit]
    let joined = plain.deletingPathExtension().appendingPathExtension("joined.hevc")
    try parts.map { try Data(contentsOf: $0) }.reduce(Data(), +).write(to: joined)
    return try Footage.make(
      "\(name).mkv", ["-fflags", "+genpts", "-r", "24", "-i", joined.path, "-c", "copy"])
  }
}
