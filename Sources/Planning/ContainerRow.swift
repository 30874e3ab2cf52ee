import API
import Configuration
import Media
import Platform

/// What one kind of container can hold, as ffmpeg 5.1 and later write it.
public struct ContainerRow: Hashable, Sendable {
  /// ffmpeg's name of the muxer.
  public let muxer: String
  /// The word for people.
  public let title: String
  /// The target codecs it can hold.
  let codecs: Set<Codec>
  /// Codecs by kind of stream; nil for any.
  let audio: Set<String>?
  let subtitles: Set<String>
  /// Whether it holds attachments and cover pictures as such.
  let attachments: Bool, covers: Bool
  /// Options for the muxer.
  let options: [String]
  /// How our mark is written: the muxer's key, and ffprobe's name for it; nil where any tag is kept.
  var tag: (key: String, seen: String)? {
    timeBase == nil ? (self == .mp4 ? ("encoding_tool", "encoder") : ("comment", "comment")) : nil
  }
  /// Seconds per timestamp unit; nil when it takes the source's.
  let timeBase: Rational?

  private static let isoAudio: Set<String> = [
    "aac", "mp3", "mp2", "ac3", "eac3", "alac", "opus", "dts", "vorbis",
  ]

  static let matroska = ContainerRow(
    muxer: "matroska", title: "Matroska", codecs: [.av1, .hevc], audio: nil,
    subtitles: ["subrip", "ass", "ssa", "webvtt", "hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle"],
    attachments: true, covers: false, options: [], timeBase: Rational(1, 1000))

  static let webm = ContainerRow(
    muxer: "webm", title: "WebM", codecs: [.av1], audio: ["opus", "vorbis"], subtitles: ["webvtt"],
    attachments: false, covers: false, options: [], timeBase: Rational(1, 1000))

  // Measured: 5.1 and 9.0 refuse AV1 in QuickTime ("av1 only supported in MP4 and AVIF").
  static let mp4 = ContainerRow(
    muxer: "mp4", title: "MP4", codecs: [.av1, .hevc], audio: isoAudio,
    subtitles: ["mov_text", "dvd_subtitle"],
    attachments: false, covers: true, options: ["-movflags", "+faststart"], timeBase: nil)

  static let quicktime = ContainerRow(
    muxer: "mov", title: "QuickTime", codecs: [.hevc],
    audio: isoAudio.union(["pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be"]), subtitles: ["mov_text"],
    attachments: false, covers: false, options: ["-movflags", "+faststart"], timeBase: nil)

  /// The row of a source's own container, or nil when nothing here writes that kind.
  public static func of(_ info: MediaInfo) -> ContainerRow? {
    let formats = Set(info.container.formats)
    if formats.contains("matroska") { return info.container.isWebM ? webm : matroska }
    guard formats.contains("mov") else { return nil }
    switch info.container.majorBrand?.prefix(3) {
    case "qt ", nil: return quicktime
    case "3gp", "3g2", "f4v", "M4A", "mif", "hei", "avi": return nil
    default: return mp4
    }
  }

  /// The first stream that would be lost, or nil when everything can be kept.
  func cannotHold(_ info: MediaInfo) -> String? {
    for stream in info.streams {
      let fits =
        switch stream.kind {
        case .video: !stream.isPicture || covers
        case .audio: stream.codec.map { audio?.contains($0) ?? true } ?? false
        case .subtitle: subtitles.contains(stream.codec ?? "")
        case .attachment:
          attachments && stream.tag(named: "filename") != nil && stream.tag(named: "mimetype") != nil
        case .data: isChapterTrack(stream, of: info)
        case .unknown: false
        }
      if !fits { return stream.isPicture ? "cover picture (stream \(stream.index))" : stream.name }
    }
    return nil
  }

  /// MP4 chapters live in a text track, which the muxer makes anew from the chapters themselves.
  func isChapterTrack(_ stream: MediaStream, of info: MediaInfo) -> Bool {
    stream.kind == .data && stream.tag == "text" && !info.chapters.isEmpty && timeBase == nil
  }
}

extension Gates {
  static let container = Gate(name: "container") { info, rules, _ in
    let codec = rules.codec.rawValue.uppercased()
    guard let row = ContainerRow.of(info) else {
      return .failure(
        Reason(
          .unsupportedContainer,
          "\(codec) cannot be kept in \(info.container.majorBrand ?? info.container.formats[0]); remux it to Matroska"
        ))
    }
    return row.codecs.contains(rules.codec)
      ? .success(row.title)
      : .failure(
        Reason(.unsupportedContainer, "\(codec) cannot be kept in \(row.title); remux it to MP4 or Matroska"))
  }

  static let streams = Gate(name: "streams") { info, _, _ in
    guard let row = ContainerRow.of(info) else { return .success("no container") }
    if let lost = row.cannotHold(info) {
      return .failure(Reason(.unsupportedStream, "its \(lost) could not be kept in \(row.title)"))
    }
    return .success("all \(info.streams.count) can be kept in \(row.title)")
  }
}
