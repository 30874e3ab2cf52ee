import API
import Platform

extension Prober {
  /// The colours of a video's key frames, each once, in the order in which they come first; only these are decoded.
  func keyFrameColours(of file: OpenFile, video: Int) async throws -> [Colour] {
    let options = [
      "-threads", "1", "-skip_frame", "nokey", "-select_streams", "\(video)", "-show_frames", "-show_entries",
      "frame=color_range,color_primaries,color_transfer,color_space", "-of", "compact=p=0",
    ]
    return try await walk(file, options) { lines in
      var (seen, colours): (Set<Colour>, [Colour]) = ([], [])
      for try await line in lines {
        guard let colour = Self.colour(line), colours.count < Self.mostColours else { continue }
        if seen.insert(colour).inserted { colours.append(colour) }
      }
      return colours
    }
  }

  /// Two are too many already.
  private static let mostColours = 16

  /// Reads a line such as `color_range=tv|color_space=bt709|color_primaries=bt709|color_transfer=bt709`.
  static func colour(_ line: [UInt8]) -> Colour? {
    var words: [Substring: String] = [:]
    for field in String(decoding: line, as: UTF8.self).split(separator: "|") {
      let parts = field.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { words[parts[0]] = String(parts[1]) }
    }
    guard let range = words["color_range"] else { return nil }
    return Colour(
      range: range, primaries: words["color_primaries"], transfer: words["color_transfer"],
      matrix: words["color_space"], chromaLocation: nil)
  }
}
