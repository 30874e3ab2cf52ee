import Foundation

/// Short clips of every kind of picture, made once for all tests.
enum Shapes {
  /// A clip, and the pixel format and size of what becomes of it.
  struct Kind: Sendable {
    let name: String, codec: [String]
    /// The pixel format that it is encoded from, and in which its samples are read from it.
    let format: String
    var planar: String?
    var size = (128, 96)
    var result: String
    /// Whether odd sizes are made even, by the older of the two generations or by both.
    var padded: Set<Generation> = []

    /// The size of the result.
    func size(_ generation: Generation) -> (Int, Int) {
      padded.contains(generation) ? (size.0 + size.0 % 2, size.1 + size.1 % 2) : size
    }
  }

  static let place: Result<URL, any Error> = Result {
    let place = Products.directory.appendingPathComponent("condense-shapes")
    try? FileManager.default.removeItem(at: place)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    return place
  }

  /// The file with a name; `make` gets its path where it is not there yet.
  static func file(_ name: String, _ make: (String) throws -> Void) throws -> URL {
    let url = try place.get().appendingPathComponent(name)
    if FileManager.default.fileExists(atPath: url.path) { return url }
    do { try make(url.path) } catch {
      try? FileManager.default.removeItem(at: url)
      throw error
    }
    return url
  }

  /// Makes a file with ffmpeg from a moving pattern of some seconds.
  static func make(_ path: String, _ pattern: String, _ arguments: [String], lasts seconds: Double = 0.5)
    throws
  {
    try tool(
      "ffmpeg",
      ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", "\(pattern):duration=\(seconds)"] + arguments + [
        path
      ])
  }

  /// The clip of a kind, in a container by the extension of its name.
  static func clip(_ kind: Kind) throws -> URL {
    try file(kind.name) { path in
      // The other pattern, testsrc2, is always of even size.
      let pattern = "testsrc=size=\(kind.size.0)x\(kind.size.1):rate=12"
      try make(path, pattern, ["-vf", "format=\(kind.format)"] + kind.codec)
    }
  }

  /// Which of two fields comes first.
  enum Order: String, CaseIterable, Sendable {
    case tff, bff

    fileprivate var weave: String {
      "tinterlace=mode=interleave_\(self == .tff ? "top" : "bottom"),setfield=\(rawValue)"
    }

    /// Returns the options that make an encoder code fields.
    fileprivate func flags(_ encoder: String) -> [String] {
      encoder == "libx264"
        ? ["-x264-params", "\(rawValue)=1"] : ["-flags", "+ildct+ilme", "-top", self == .tff ? "1" : "0"]
    }
  }

  /// A clip of 25 frames of two fields each, with more filters after them.
  static func fields(_ order: Order, _ codec: [String], _ name: String, filters: String = "null") throws
    -> URL
  {
    try file("\(order.rawValue)-\(name)") { path in
      try make(
        path, "testsrc2=size=128x96:rate=50",
        ["-vf", "\(order.weave),\(filters)"] + codec + order.flags(codec[1]),
        lasts: 1)
    }
  }

  static let x264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "1"]
  static let mpeg2 = ["-c:v", "mpeg2video", "-q:v", "2"]
  static let ffv1 = ["-c:v", "ffv1"]
}
