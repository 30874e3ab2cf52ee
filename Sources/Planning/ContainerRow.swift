import Configuration
import Media

/// What one kind of container can hold, as ffmpeg 5.1 and later write it.
public struct ContainerRow: Hashable, Sendable {
  /// ffmpeg's name of the muxer.
  public let muxer: String
  /// The word for people, which is also how an inventory calls it.
  public let title: String
  /// The extension of names, where the source's own is that of another kind.
  public let fileExtension: String
  /// The target codecs it can hold.
  let codecs: Set<Codec>
  /// Codecs of sound and of subtitles.
  let audio: Set<String>, subtitles: Set<String>
  /// What becomes of texts that it cannot hold as they are.
  let conversions: [String: Carriage]
  /// Codec tags of data streams that it can hold.
  let data: Set<String>
  /// Whether it holds attachments and cover pictures as such.
  let attachments: Bool, covers: Bool
  /// Options for the muxer.
  let options: [String]
  /// Seconds per timestamp unit; nil when it takes the source's.
  let timeBase: Rational?

  /// How our mark is written: the muxer's key, and ffprobe's name for it; nil where any tag is kept.
  var tag: (key: String, seen: String)? {
    timeBase == nil ? (self == .mp4 ? ("encoding_tool", "encoder") : ("comment", "comment")) : nil
  }

  /// The row of a source's own container, or nil when nothing here writes that kind.
  public static func of(_ info: MediaInfo) -> ContainerRow? {
    [matroska, webm, mp4, quicktime].first { $0.title == info.container.title }
  }

  /// How a stream can get into this container; nil when it cannot.
  func carriage(of stream: MediaStream, in info: MediaInfo) -> Carriage? {
    let codec = stream.codec ?? ""
    switch stream.kind {
    case .video: return stream.isPicture ? (covers ? .copy : nil) : .encode
    case .audio: return audio.contains(codec) ? .copy : nil
    case .subtitle: return subtitles.contains(codec) ? .copy : conversions[codec]
    case .attachment:
      let isNamed = stream.tag(named: "filename") != nil && stream.tag(named: "mimetype") != nil
      return attachments && isNamed ? .copy : nil
    case .data: return info.isChapterTrack(stream) ? .remake : data.contains(stream.tag) ? .copy : nil
    case .unknown: return nil
    }
  }
}
