import API
import Media

/// The mark in the container by which our own results are known, whatever becomes of the ledger.
///
/// Matroska and WebM keep a global tag of our own. MP4 drops tags that it does not know: there it is the encoding
/// tool, which ffprobe calls `encoder`. QuickTime keeps neither: measured with 5.1 and 9.0, its muxer writes its own
/// name over the encoder, but keeps a comment, and a QuickTime source that has one is refused by the tags gate.
enum ProvenanceTag {
  static let name = "CONDENSE"
  private static let prefix = "Condense "

  /// The mark's value, as in `0.1.0; libsvtav1; crf=23; preset=4`.
  static func value(_ encoder: String, _ quality: Quality) -> String {
    "\(Version.number); \(encoder); crf=\(quality.crf); preset=\(quality.preset)"
  }

  /// The key that ffmpeg's muxer takes, the name that ffprobe gives it back under, and the text.
  static func written(in container: ContainerRow, _ value: String) -> (key: String, tag: Expectation.Tag) {
    container.tags.mark.map { (key: $0.key, tag: .init(name: $0.seen, value: prefix + value)) }
      ?? (key: name, tag: .init(name: name, value: value))
  }

  /// Returns the content of our mark in a file, or nil when there is none.
  static func found(in info: MediaInfo) -> String? {
    if let mark = info.container.tag(named: "condense") { return mark }
    return ["encoder", "comment"].compactMap { info.container.tag(named: $0) }
      .first { $0.hasPrefix(prefix) && $0.contains("; crf=") }
  }
}

extension Gates {
  /// Before every question about codecs: neither rules nor tools make our own result a source again.
  static let ours = Gate(name: "ours") { info, _, _ in
    let codec = info.videos.first?.codec ?? ""
    guard let mark = ProvenanceTag.found(in: info) else { return .success("no mark of ours") }
    guard ["av1", "hevc"].contains(codec) else {
      return .success("it has our mark, but its video is \(codec): somebody encoded it again")
    }
    return .failure(Reason(.alreadyCondensed, "Condense made it: its mark says '\(mark)'"))
  }
}
