import Configuration
import Media
import Platform

/// The contents that one kind of container can hold, as ffmpeg 5.1 and later write it.
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
  /// The treatment of texts that it cannot hold as they are.
  let conversions: [String: StreamMapping]
  /// Codec tags of data streams that it can hold.
  let data: Set<String>
  /// Languages that it has words for; nil for any.
  var languages: Set<String>?
  /// Whether it holds attachments.
  let attachments: Bool
  /// How it holds cover pictures.
  private(set) var covers: Covers
  /// Which global tags it holds.
  private(set) var tags: Tags
  /// Options for the muxer.
  private(set) var options: [String]
  /// Seconds per timestamp unit; nil when it takes the source's.
  let timeBase: Rational?

  /// How cover pictures are held.
  public enum Covers: Hashable, Sendable { case none, asStreams, asAttachments }

  /// The row with any tags, as phones write them, in place of its own. Measured: covers are dropped, and the source's brands
  /// would be written as tags that hide the real ones.
  var withKeys: ContainerRow {
    var row = self
    (row.covers, row.tags) = (.none, .keys)
    row.options =
      ["-movflags", "+faststart+use_metadata_tags"]
      + ["major_brand", "minor_version", "compatible_brands"].flatMap { ["-metadata", "\($0)="] }
    return row
  }

  /// The rows of a source's own kind of container; none when nothing here writes that kind.
  public static func own(_ info: MediaInfo) -> [ContainerRow] {
    [matroska, webm, mp4, mp4WithKeys, quicktime, quicktimeWithKeys].filter {
      $0.title == info.container.title
    }
  }

  /// Whether what a source's own bytes say, and ffmpeg does not carry over, can be written into this container: both are
  /// of one kind.
  func carries(_ info: MediaInfo) -> Bool {
    timeBase != nil ? info.isMatroska : title == info.container.title
  }

  /// How a stream can get into this container; nil when it cannot.
  func carriage(of stream: MediaStream, in info: MediaInfo) -> StreamMapping? {
    let codec = stream.codec ?? ""
    if let languages, let language = stream.language, !languages.contains(language) { return nil }
    switch stream.kind {
    case .video: return stream.isPicture ? cover(stream, of: info) : .encode
    case .audio: return audio.contains(codec) ? .copy : nil
    case .subtitle: return subtitles.contains(codec) ? .copy : conversions[codec]
    case .attachment: return attachments && stream.isNamed ? .copy : nil
    case .data:
      if info.isChapterTrack(stream) || info.isTimecodeTrack(stream) { return .remake }
      return data.contains(stream.tag) ? .copy : nil
    case .unknown: return nil
    }
  }

  /// A kind of streams of which none is to be shown or heard by itself, where the first would become so: MP4's muxer
  /// sees to that (libavformat/movenc.c, enable_tracks).
  func enables(of info: MediaInfo) -> MediaStream.Kind? {
    if timeBase != nil { return nil }
    return [.audio, .subtitle].first { kind in
      let streams = info.streams.filter { $0.kind == kind }
      return !streams.isEmpty && !streams.contains { $0.dispositions.contains("default") }
    }
  }

  /// ffmpeg makes a track of a picture that it maps into Matroska; attached, it has to be cut out of the source.
  private func cover(_ stream: MediaStream, of info: MediaInfo) -> StreamMapping? {
    switch covers {
    case .none: return nil
    case .asStreams: return .copy
    case .asAttachments:
      guard let start = stream.attachedAt, let length = stream.attachedBytes, stream.isNamed else {
        return nil
      }
      return .attach(start: start, end: start.saturatingAdd(Int64(length)))
    }
  }
}

extension MediaStream {
  /// Whether an attachment has what Matroska wants of one.
  fileprivate var isNamed: Bool { tag(named: "filename") != nil && tag(named: "mimetype") != nil }
}
