import Foundation
import Synchronization
import Testing

/// Small real encodes, made once for all tests.
enum Footage {
  static let directory: URL = {
    let place = Products.directory.appendingPathComponent("condense-footage")
    try? FileManager.default.removeItem(at: place)
    try? FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    return place
  }()

  static func make(_ name: String, _ arguments: [String]) throws -> URL {
    let url = directory.appendingPathComponent(name)
    try tool("ffmpeg", ["-nostdin", "-hide_banner", "-loglevel", "error", "-y"] + arguments + [url.path])
    return url
  }

  private static func picture(_ size: String, _ rate: Int, _ seconds: Int) -> [String] {
    ["-f", "lavfi", "-i", "testsrc2=size=\(size):rate=\(rate):duration=\(seconds),noise=alls=2:allf=t"]
  }

  private static func sound(_ seconds: Int) -> [String] { ["-f", "lavfi", "-i", "sine=duration=\(seconds)"] }

  private static func text(_ name: String, _ content: String) throws -> String {
    let url = directory.appendingPathComponent(name)
    try content.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  private static func chapters() throws -> String {
    try text(
      "chapters.txt",
      ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=One\n[CHAPTER]\nTIMEBASE=1/1\nSTART=1\nEND=3\ntitle=Two\n"
    )
  }

  private static func subtitles() throws -> String {
    try text(
      "subtitles.srt", "1\n00:00:00,500 --> 00:00:01,500\nHello.\n\n2\n00:00:02,000 --> 00:00:02,500\nBye.\n")
  }

  private static let x264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "14", "-pix_fmt", "yuv420p"]

  /// A film with everything: two languages, subtitles, chapters, a font and a text file attached.
  static let matroska = Result {
    try make(
      "film.mkv",
      picture("320x180", 24, 3) + sound(3) + sound(3) + ["-i", subtitles(), "-i", chapters()]
        + ["-map", "0", "-map", "1", "-map", "2", "-map", "3", "-map_metadata", "4"] + x264
        + [
          "-c:a:0", "ac3", "-c:a:1", "flac", "-c:s", "srt", "-metadata:s:a:0", "language=eng",
          "-metadata:s:a:1", "language=fra", "-metadata:s:a:1", "title=Commentaire", "-disposition:a:1",
          "comment",
          "-disposition:s:0", "forced", "-attach", text("Some Font.ttf", "not really a font"),
          "-metadata:s:t:0", "mimetype=application/x-truetype-font", "-metadata", "title=A Film",
        ])
  }

  /// The same in MP4.
  static let mp4 = Result {
    try make(
      "phone.mp4",
      picture("320x180", 30, 3) + sound(3) + ["-i", subtitles(), "-i", chapters()]
        + ["-map", "0", "-map", "1", "-map", "2", "-map_metadata", "3"] + x264
        + ["-c:a", "aac", "-c:s", "mov_text", "-metadata:s:a:0", "language=deu"])
  }

  /// Frames that come at no fixed rate, in full range.
  static let variable = Result {
    try make(
      "variable.mp4",
      picture("320x180", 60, 3) + ["-vf", "select='not(mod(n\\,3))+not(mod(n\\,7))'", "-fps_mode", "vfr"]
        + x264
        + ["-pix_fmt", "yuvj420p", "-color_range", "pc"])
  }

  /// A clip of odd size and uneven rate, as streams have them.
  static let odd = Result {
    try make(
      "odd.webm",
      [
        "-f", "lavfi", "-i", "testsrc=size=321x181:rate=60:duration=2", "-vf",
        "format=yuv420p,select='not(mod(n\\,3))+not(mod(n\\,7))'", "-fps_mode", "vfr", "-c:v", "libvpx-vp9",
        "-crf",
        "10", "-b:v", "0", "-deadline", "realtime", "-cpu-used", "8",
      ])
  }

  /// One whose clock begins at five seconds, sound before picture.
  static let late = Result {
    try make(
      "late-clock.mkv",
      picture("320x180", 24, 3) + sound(3) + x264 + ["-c:a", "ac3", "-output_ts_offset", "5"])
  }

  /// One in fragments, whose picture begins a little later than its sound, at no whole millisecond.
  static let fragments = Result {
    try make(
      "fragments.mp4",
      picture("320x180", 24, 3) + sound(3) + x264 + ["-c:a", "aac", "-movflags", "+frag_keyframe+empty_moov"])
  }

  /// HEVC has no place in a QuickTime file of AV1; this one is to become HEVC there.
  static let quicktime = Result {
    try make("clip.mov", picture("320x180", 30, 3) + sound(3) + x264 + ["-c:a", "aac"])
  }

  /// One whose picture changes its size on the way, which a transport stream may.
  static let changing = Result {
    let parts = try [("320x180", "one.ts"), ("640x360", "two.ts")].map { size, name in
      try make(name, picture(size, 25, 2) + x264 + ["-f", "mpegts"])
    }
    let joined = directory.appendingPathComponent("joined.ts")
    try (Data(contentsOf: parts[0]) + Data(contentsOf: parts[1])).write(to: joined)
    return try make("changing.mkv", ["-fflags", "+genpts", "-i", joined.path, "-c", "copy"])
  }

  /// One whose beginning is progressive and whose end is not.
  static let lateFields = Result {
    let parts = try [("plain.ts", []), ("fields.ts", ["-flags", "+ildct+ilme", "-x264opts", "tff=1"])].map {
      name, flags in
      try make(name, picture("320x180", 25, 3) + x264 + flags + ["-f", "mpegts"])
    }
    let joined = directory.appendingPathComponent("joined-fields.ts")
    try (Data(contentsOf: parts[0]) + Data(contentsOf: parts[1])).write(to: joined)
    return try make("late.mkv", ["-fflags", "+genpts", "-i", joined.path, "-c", "copy"])
  }

  /// One that keeps an encoder busy for a while.
  static let interlaced = Result {
    try make(
      "fields.mkv",
      picture("320x180", 25, 1) + ["-vf", "setfield=tff", "-flags", "+ilme+ildct"] + x264)
  }

  static let long = Result { try make("long.mkv", picture("640x360", 30, 12) + x264) }

  /// Sound without pictures, and a picture without motion.
  static let sound = Result { try make("sound.mkv", sound(1) + ["-c:a", "flac"]) }
  static let photo = Result {
    try make("photo.png", picture("320x180", 1, 1) + ["-frames:v", "1"])
  }

  /// A cover.
  static let jpeg = Result { try make("cover.jpg", picture("64x64", 1, 1) + ["-frames:v", "1"]).path }

  /// The source of a case: three seconds of picture (0) and sound (1), two texts (2), two chapters.
  static func made(_ source: ContainerCase) throws -> URL {
    if let made = makes.withLock({ $0[source.name + source.arguments.joined()] }) { return made }
    let file = try make(
      "\(makes.withLock { $0.count })-" + source.name,
      picture("320x180", 25, 2) + sound(2) + ["-i", subtitles(), "-i", chapters()] + ["-map_metadata", "3"]
        + source.arguments)
    try source.finish?(file)
    makes.withLock { $0[source.name + source.arguments.joined()] = file }
    return file
  }

  private static let makes = Mutex<[String: URL]>([:])

  /// A second, newer ffmpeg, from PyPI into an environment of the tests' own.
  static let newerFFmpeg = Result { () -> String in
    let venv = Products.directory.appendingPathComponent("condense-venv").path
    let python = venv + "/bin/python"
    if !FileManager.default.isExecutableFile(atPath: python) { try tool("python3", ["-m", "venv", venv]) }
    let find = ["-c", "import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())"]
    if (try? tool(python, find)) == nil {
      try tool(python, ["-m", "pip", "install", "-q", "imageio-ffmpeg"])
    }
    return String(decoding: try tool(python, find), as: UTF8.self).trimmingCharacters(
      in: .whitespacesAndNewlines)
  }
}

/// The two generations of ffmpeg that everything has to work with.
enum Generation: String, CaseIterable, CustomTestStringConvertible {
  case debian, newer

  var testDescription: String { rawValue }

  /// The `[ffmpeg]` section that selects it.
  func section() throws -> String {
    switch self {
    case .debian: "[ffmpeg]\nffmpeg = \"ffmpeg\""
    case .newer: "[ffmpeg]\nffmpeg = \"\(try Footage.newerFFmpeg.get())\""
    }
  }
}
