import Foundation

/// One source and what is to become of it.
struct ContainerCase: Sendable {
  enum Outcome: Sendable, Equatable {
    /// Done under this name, with these announced differences beside codec, depth and mark, as `place field`.
    case done(String, [String] = [])
    /// Left alone for this reason.
    case refused(String)
  }

  let name: String
  /// The arguments with which ffmpeg makes it, after the picture (0), the sound (1), and the texts (2).
  let arguments: [String]
  /// By what the rules allow: on_unsupported.
  let outcomes: [String: Outcome]
  /// Where the older ffmpeg would get it wrong.
  var older: Outcome?
  /// Changes that an ffmpeg cannot make, made to it afterwards.
  var finish: (@Sendable (URL) throws -> Void)?

  init(
    _ name: String, _ arguments: String, _ outcome: Outcome, older: Outcome? = nil,
    allowed: [String: Outcome] = [:],
    finish: (@Sendable (URL) throws -> Void)? = nil
  ) {
    (self.name, self.older, self.finish) = (name, older, finish)
    self.arguments = arguments.split(separator: " ").map(String.init)
    outcomes = allowed.merging(["skip": outcome]) { one, _ in one }
  }
}

extension ContainerCase {
  private static let h264 = "-c:v libx264 -preset veryfast -crf 12 -pix_fmt yuv420p"
  private static let sound = "-map 0 -map 1"
  private static let texts = "-map 0 -map 1 -map 2"

  /// To be made AV1.
  static let av1: [ContainerCase] = matroska + webm + mp4 + moved

  private static let matroska = [
    ContainerCase(
      "everything.mkv",
      "-map 0 -map 1 -map 1 -map 1 -map 1 -map 2 -map 2 -map 2 \(h264) -c:a:0 ac3 -c:a:1 flac -c:a:2 pcm_s24le -c:a:3 mp3 "
        + "-c:s:0 srt -c:s:1 ass -c:s:2 webvtt -metadata:s:a:1 language=fra -metadata:s:a:1 title=Commentaire "
        + "-disposition:a:0 default -disposition:a:1 comment -disposition:a:2 default -disposition:s:1 forced+hearing_impaired",
      .done("everything.mkv")),
    ContainerCase("truehd.mkv", "\(sound) \(h264) -c:a truehd -strict -2", .done("truehd.mkv")),
    ContainerCase(
      "opus.mkv", "\(sound) \(h264) -c:a libopus", .done("opus.mkv"), older: .refused("unsupported_stream")),
    ContainerCase(
      "attached.mkv", "\(sound) \(h264) -c:a ac3", .done("attached.mkv", ["the file order of streams"]),
      finish: { file in
        try mkvmerge(
          file, before: [],
          after: [
            "--attachment-mime-type", "image/jpeg", "--attachment-name", "cover.jpg", "--attach-file",
            try Footage.jpeg.get(),
            "--attachment-mime-type", "font/ttf", "--attachment-name",
            "../../x\n\(String(repeating: "long", count: 60)).ttf",
            "--attach-file", try Footage.jpeg.get(),
            "--attachment-mime-type", "image/png", "--attachment-name", "small_cover.png", "--attach-file",
            try Footage.photo.get().path,
          ])
      }),
    ContainerCase(
      "brazil.mkv", "\(sound) \(h264) -c:a ac3", .done("brazil.mkv"),
      finish: { try mkvmerge($0, before: ["--language", "1:pt-BR"], after: []) }),
    ContainerCase("turned.mkv", "-map 0 \(h264)", .done("turned.mkv"), older: .refused("unsupported_stream"))
    {
      try tool(
        "mkvpropedit",
        [
          "-q", $0.path, "--edit", "track:v1", "--set", "projection-type=0", "--set",
          "projection-pose-roll=90",
        ])
    },
    ContainerCase(
      "late.mkv", "\(sound) \(h264) -c:a ac3 -map_chapters -1 -output_ts_offset 5", .done("late.mkv")),
    ContainerCase("stereo.mkv", "-map 0 \(h264) -metadata:s:v stereo_mode=left_right", .done("stereo.mkv")),
    ContainerCase("sphere.mkv", "-map 0 \(h264)", .done("sphere.mkv")) {
      try tool("mkvpropedit", ["-q", $0.path, "--edit", "track:v1", "--set", "projection-type=1"])
    },
    ContainerCase("chapters.mkv", "\(sound) \(h264) -c:a ac3", .done("chapters.mkv")) { file in
      let list = file.deletingPathExtension().appendingPathExtension("txt")
      try "CHAPTER01=00:00:01.000\nCHAPTER01NAME=One\nCHAPTER02=01:00:00.000\nCHAPTER02NAME=Beyond\n".write(
        to: list, atomically: true, encoding: .utf8)
      try tool("mkvpropedit", ["-q", file.path, "--chapters", list.path])
    },
    bitmaps("discs.mkv", "copy"), bitmaps("dvd.mkv", "dvdsub"), bitmaps("dvb.mkv", "dvbsub"),
    ContainerCase(
      "many.mkv",
      "-map 0 " + String(repeating: "-map 1 -map 2 ", count: 30) + "\(h264) -c:a mp2 -b:a 32k -c:s srt",
      .done("many.mkv")),
  ]

  /// With texts that are pictures, as discs and broadcasts have them.
  private static func bitmaps(_ name: String, _ codec: String) -> ContainerCase {
    ContainerCase(name, "\(sound) \(h264) -c:a ac3", .done(name)) { file in
      try again(
        file, [], ["-i", try Footage.bitmaps.get().path, "-map", "0", "-map", "1"],
        ["-c:s", codec, "-metadata:s:s", "language=ita"])
    }
  }

  private static let webm = [
    ContainerCase(
      "clip.webm",
      "\(texts) -c:v libvpx-vp9 -crf 8 -b:v 0 -deadline realtime -cpu-used 8 -pix_fmt yuv420p -c:a libvorbis -c:s webvtt",
      .done("clip.webm"))
  ]

  private static let mp4 = [
    ContainerCase(
      "texts.mp4",
      "\(texts) \(h264) -c:a aac -c:s mov_text -metadata:s:s language=deu -disposition:s forced -metadata title=Film",
      .done("texts.mp4")),
    ContainerCase(
      "sounds.mp4",
      "-map 0 -map 1 -map 1 -map 1 \(h264) -c:a:0 ac3 -c:a:1 mp3 -c:a:2 alac -metadata:s:a:1 language=zho",
      .done("sounds.mp4")),
    ContainerCase("timecode.mp4", "\(sound) \(h264) -c:a aac -timecode 01:02:03:04", .done("timecode.mp4")),
    ContainerCase(
      "phone.mp4",
      "\(sound) \(h264) -c:a aac -movflags use_metadata_tags -metadata com.android.version=13 -metadata location=+48.1+011.5/ "
        + "-metadata creation_time=2020-01-02T03:04:05Z", .done("phone.mp4")),
    ContainerCase(
      "both.mp4",
      "\(sound) \(h264) -c:a ac3 -movflags use_metadata_tags -metadata com.android.version=13 -metadata title=Film",
      .done("both.mkv", ["the file container"]), older: .refused("unsupported_stream")),
    ContainerCase(
      "late.mp4", "\(sound) \(h264) -c:a aac -movflags +frag_keyframe+empty_moov", .done("late.mp4")),
  ]

  private static let moved = [
    ContainerCase(
      "studio.mov", "\(sound) \(h264) -c:a pcm_s16le", .done("studio.mkv", ["the file container"])),
    ContainerCase(
      "phone.mov", "\(sound) \(h264) -c:a aac", .done("phone.mkv", ["the file container"]),
      older: .refused("unsupported_stream")),
    ContainerCase(
      "texts.mov", "\(texts) \(h264) -c:a pcm_s16le -c:s mov_text", .refused("unsupported_stream"),
      allowed: ["convert": .done("texts.mkv", ["the file container", "subtitle stream 2 codec"])]),
    ContainerCase(
      "timecode.mov", "\(sound) \(h264) -c:a pcm_s16le -timecode 01:02:03:04",
      .done("timecode.mkv", ["the file container"])),
    ContainerCase(
      "old.avi", "\(sound) -c:v mpeg4 -bf 2 -q:v 2 -c:a mp3", .done("old.mkv", ["the file container"])),
    ContainerCase(
      "plain.avi", "\(sound) -c:v mpeg4 -q:v 2 -c:a pcm_s16le", .done("plain.mkv", ["the file container"])),
    ContainerCase(
      "broadcast.ts", "-map 0 -map 1 -map 1 \(h264) -c:a:0 aac -c:a:1 ac3 -metadata:s:a:1 language=deu",
      .done("broadcast.mkv", ["the file container"])),
    ContainerCase(
      "disc.mpg", "\(sound) -c:v mpeg2video -q:v 2 -c:a mp2", .done("disc.mkv", ["the file container"])),
    ContainerCase(
      "stream.flv", "\(sound) \(h264) -c:a aac -ac 2 -ar 44100", .done("stream.mkv", ["the file container"])),
    ContainerCase(
      "windows.wmv", "\(sound) -c:v wmv2 -q:v 2 -c:a wmav2", .done("windows.mkv", ["the file container"])),
    ContainerCase("free.ogv", "\(sound) -c:v libtheora -q:v 9 -c:a libvorbis", .refused("pixel_format")),
    ContainerCase(
      "mobile.3gp", "\(sound) \(h264) -c:a aac", .done("mobile.mkv", ["the file container"]),
      older: .refused("unsupported_stream")),
  ]

  /// To be made HEVC.
  static let hevc = [
    ContainerCase("studio.mov", "\(sound) \(h264) -c:a pcm_s16le -timecode 01:02:03:04", .done("studio.mov")),
    ContainerCase(
      "phone.mov",
      "\(sound) \(h264) -c:a aac -movflags use_metadata_tags -metadata com.apple.quicktime.make=Maker",
      .done("phone.mov")),
    ContainerCase(
      "italian.mov", "\(sound) \(h264) -c:a pcm_s16le -metadata:s:a language=ita",
      .done("italian.mkv", ["the file container"])),
    ContainerCase(
      "clip.webm", "\(sound) -c:v libvpx-vp9 -crf 8 -b:v 0 -deadline realtime -cpu-used 8 -c:a libvorbis",
      .done("clip.mkv", ["the file container"])),
  ]

  /// Puts its streams together again, after options for the input and with more for the output.
  private static func again(_ file: URL, _ input: [String], _ more: [String], _ codecs: [String] = []) throws
  {
    try replace(file) { made in
      try tool(
        "ffmpeg",
        ["-nostdin", "-loglevel", "error", "-y"] + input + ["-i", file.path] + more + ["-c", "copy"] + codecs
          + [made])
    }
  }

  private static func mkvmerge(_ file: URL, before: [String], after: [String]) throws {
    try replace(file) { try tool("mkvmerge", ["-q", "-o", $0] + before + [file.path] + after) }
  }

  /// Puts what is made of a file, at the path that `make` is given, in its place.
  private static func replace(_ file: URL, _ make: (_ made: String) throws -> Void) throws {
    let made = file.deletingLastPathComponent().appendingPathComponent("made-" + file.lastPathComponent)
    try make(made.path)
    try FileManager.default.removeItem(at: file)
    try FileManager.default.moveItem(at: made, to: file)
  }
}
