import API
import Foundation
import Testing

/// A film that was encoded, and its original beside it.
struct Carried {
  let original: URL, file: URL

  /// Where real files are; nil where there are none.
  static let corpus = ProcessInfo.processInfo.environment["CONDENSE_CORPUS"]

  /// Two seconds of picture, sound and text.
  static func film(_ name: String, _ codecs: [String]) throws -> URL {
    try Shapes.file("carried-" + name) { path in
      let texts = path + ".srt"
      try "1\n00:00:00,100 --> 00:00:01,500\nText\n".write(toFile: texts, atomically: true, encoding: .utf8)
      try tool(
        "ffmpeg",
        [
          "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25:d=2", "-f", "lavfi",
          "-i",
          "sine=d=2", "-i", texts, "-map", "0", "-map", "1", "-map", "2", "-c:v", "libx264", "-crf", "4",
          "-g", "12", "-preset", "veryfast",
        ]
          + codecs + [path])
    }
  }

  /// Runs over a library and expects its film to be done.
  static func result(of name: String, as other: String? = nil, _ bench: Bench, segments: Bool = false) throws
    -> Carried
  {
    let (outcome, finished) = try bench.runOnce()
    let result = Carried(
      original: bench.library.appendingPathComponent(name + ".orig"),
      file: bench.library.appendingPathComponent(other ?? name))
    #expect(
      outcome.jobs.map(\.status) == [.done],
      "\(outcome.jobs.map(\.reason)) \(outcome.skipped) \(finished.stderr)")
    if segments { #expect(outcome.jobs.first?.segments?.total ?? 0 > 1) }
    try #require(FileManager.default.fileExists(atPath: result.original.path))
    return result
  }

  /// Decodes without a complaint, and differs in nothing but its coding.
  func plays(like bench: Bench) throws {
    for program in ["ffmpeg"] {
      #expect(
        try tool(
          program,
          ["-nostdin", "-v", "error", "-i", file.path, "-map", "0:v", "-map", "0:a?", "-f", "null", "-"]
        ).isEmpty)
    }
    let compared = try bench.condense("compare", original.path, file.path)
    let lines = String(decoding: compared.stdout, as: UTF8.self).split(separator: "\n").dropFirst()
    let unusual = lines.filter { line in
      !["codec", "pixel_format", "condense", "tag comment", "container", "tag encoder"].contains {
        line.contains($0)
      }
    }
    #expect(unusual.isEmpty, "\(unusual)")
  }

  /// mkvextract's lines, without what names tracks or counts bytes.
  static func extract(_ mode: String, _ file: URL) throws -> [String] {
    String(decoding: try tool("mkvextract", [file.path, mode]), as: UTF8.self).split(separator: "\n").map(
      String.init
    )
    .filter { line in
      !["TrackUID", "BPS", "DURATION", "NUMBER_OF", "_STATISTICS", "String>"].contains { line.contains($0) }
        || mode == "chapters"
    }
  }

  /// mkvmerge's word for each track, without what belongs to its coding.
  static func properties(_ file: URL) throws -> [[String]] {
    let seen = try Witness.object("mkvmerge", ["-J", file.path])
    let coded = [
      "codec", "uid", "tag_", "pixel", "display", "minimum_timestamp", "num_index", "default_duration",
      "color", "chroma", "packetizer", "audio_bits", "stereo",
    ]
    return (seen["tracks"] as? [[String: Any]] ?? []).map { track in
      (track["properties"] as? [String: Any] ?? [:]).filter { key, _ in !coded.contains { key.hasPrefix($0) }
      }
      .map { "\($0.key)=\($0.value)" }.sorted()
    }
  }
}

extension Carried {
  /// A box of MP4.
  static func box(_ name: String, _ body: [UInt8]) -> [UInt8] {
    number(body.count + 8) + Array(name.utf8) + body
  }

  private static func number(_ number: Int) -> [UInt8] {
    (0..<4).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// Adds to a film's user data, which is to be the last part of its last box.
  static func add(userData box: [UInt8], to bytes: inout [UInt8]) {
    guard let data = Data(bytes).range(of: Data("moov".utf8), options: .backwards),
      let udta = Data(bytes).range(of: Data("udta".utf8), options: .backwards)
    else { return }
    for name in [data.lowerBound, udta.lowerBound] {
      let length = bytes[name - 4..<name].reduce(0) { $0 << 8 | Int($1) }
      bytes.replaceSubrange(name - 4..<name, with: number(length + box.count))
    }
    bytes += box
  }

  /// exiftool's word for keywords, iTunes' items and user data.
  static func exif(_ file: URL) throws -> [String] {
    String(decoding: try tool("exiftool", ["-a", "-G1", "-s", file.path]), as: UTF8.self).split(
      separator: "\n"
    ).map(String.init)
      .filter { line in ["[XMP", "[ItemList]"].contains { line.hasPrefix($0) } && !line.contains("Encod") }
      .sorted()
  }
}
