import API

@testable import Media

/// Recorded output of the tools, as it came.
enum Fixture {
  /// Returns the facts that Condense reads from a recorded description.
  static func info(_ json: String, size: Int64 = 1000) throws -> MediaInfo? {
    MediaInfo(try JSON.decode(ProbeReport.self, from: Array(json.utf8)), size: size)
  }

  /// Returns the properties that Condense reads from the recorded first pictures.
  static func pictures(_ json: String) throws -> PictureSample {
    PictureSample(try JSON.decode(ProbeReport.self, from: Array(json.utf8)))
  }

  /// ffprobe 5.1.9 on a file that is no media file.
  static let failure = """
    { "error": { "code": -1094995529, "string": "Invalid data found when processing input" } }
    """
}
