import Media

/// A video's bit rate as its headers tell it, against what streaming services and discs give that size.
struct SourceRate {
  /// One size of picture: bits per second of H.264 below which a source is web-like, and low-bitrate.
  struct Row {
    let lines: Int
    let web: Double, low: Double
  }

  // Between the two worlds, both as H.264. Streaming: Apple's HLS authoring specification gives 1080p 6 and
  // 7.8 Mb/s, 720p 3 and 4.5, 540p 2 (H.264), 2160p 11.6 and 16.8, 1440p 8.1 (HEVC, so 20 to 29, and 14, here).
  // Discs: Blu-ray allows 40 Mb/s of H.264 and is seldom below 15; UHD Blu-ray is 40 to 80 Mb/s of HEVC; DVD
  // allows 9.8 Mb/s of MPEG-2 and averages 4 to 6. `low` is about half of the ladder's lower rung for that size.
  static let table = [
    Row(lines: 2160, web: 45e6, low: 10e6), Row(lines: 1440, web: 22e6, low: 6e6),
    Row(lines: 1080, web: 12e6, low: 3e6), Row(lines: 720, web: 7e6, low: 1.5e6),
    Row(lines: 0, web: 2e6, low: 0.7e6),
  ]

  // Bits of H.264 for the same picture. HEVC saves 41 % of x264's (x265 needs 1/1.7 of it; "Performance Comparison
  // of VVC, AV1, HEVC and AVC", 2024), AV1 a quarter of HEVC's, VP9 a little less than HEVC; MPEG-2 needs twice as
  // much (ITU-T H.264's own goal), MPEG-4 part 2 between the two; VC-1 came close to H.264.
  private static let efficiency: [String: Double] = [
    "hevc": 1.7, "vp9": 1.5, "av1": 2.2, "vvc": 2.6, "mpeg2video": 0.5, "mpeg1video": 0.4, "mpeg4": 0.7,
    "msmpeg4v3": 0.6, "wmv3": 0.9, "vc1": 0.9, "vp8": 0.9,
  ]

  /// Bits per second of the video, and what H.264 would need for it.
  let bitsPerSecond: Double, equivalent: Double
  /// The usual values for its size.
  let row: Row
  let lines: Int, codec: String

  /// Nil where the headers say too little: no length, or no picture.
  init?(_ info: MediaInfo) {
    guard let video = info.videos.first, let duration = info.container.duration, duration > 0 else {
      return nil
    }
    // Sound of unknown rate counts as picture: it is little beside it, and the error is on the side of quality.
    let audio = info.streams.filter { $0.kind == .audio }.compactMap(\.bitRate).reduce(0) { $0 + Double($1) }
    let total = Double(info.container.size) * 8 / duration
    let lines = SizeClass.lines(width: video.width ?? 0, height: video.height ?? 0)
    guard let row = Self.table.first(where: { lines >= $0.lines }) else { return nil }
    (self.row, self.lines, codec) = (row, lines, video.codec ?? "")
    bitsPerSecond = max(0, total - audio)
    equivalent = bitsPerSecond * (Self.efficiency[codec] ?? 1)
  }

  var description: String {
    let (seen, usual) = (Self.megabits(bitsPerSecond), Self.megabits(row.web))
    let more = codec == "h264" ? "" : ", as much as \(Self.megabits(equivalent)) of H.264"
    return
      "\(seen) Mb/s of \(codec)\(more), is \(equivalent < row.web ? "below" : "at least") the \(usual) Mb/s "
      + "that separate streams from discs at \(lines) lines"
  }

  private static func megabits(_ bits: Double) -> String { "\((bits / 1e5).rounded() / 10)" }
}
