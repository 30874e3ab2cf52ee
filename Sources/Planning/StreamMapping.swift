import API
import Configuration
import Media

/// How one stream of a source gets into the result.
public enum StreamMapping: Codable, Hashable, Sendable {
  /// The video, anew.
  case encode
  /// As it is.
  case copy
  /// Cut out of the source's bytes and attached.
  case attach(start: Int64, end: Int64)
  /// Its text in another form: ffmpeg's encoder, and ffprobe's name for what comes of it.
  case convert(encoder: String, codec: String)
  /// A track that only holds chapters or a timecode: those are carried by themselves.
  case remake
  /// Not at all.
  case drop

  /// Whether it comes behind all streams that are mapped.
  var isAttached: Bool { if case .attach = self { true } else { false } }

  /// How much less a viewer has of it: another container costs nothing, another form of text little.
  var cost: Int {
    switch self {
    case .encode, .copy, .attach, .remake: 0
    case .convert: 1
    case .drop: 100
    }
  }
}

/// Why a file cannot go into a container, and whether other rules would let it.
struct Refusal: Error {
  let reason: Reason
  let isAllowable: Bool

  init(_ detail: String, allowedBy value: OnUnsupported? = nil) {
    isAllowable = value != nil
    reason = Reason(
      .unsupportedStream,
      detail + (value.map { "; on_unsupported = \"\($0.rawValue)\" allows that" } ?? ""))
  }
}

extension ContainerRow {
  /// How a stream gets into this container, as far as the rules allow it.
  func carriage(of stream: MediaStream, in info: MediaInfo, _ allowed: OnUnsupported) throws(Refusal)
    -> StreamMapping
  {
    if let carriage = carriage(of: stream, in: info) {
      guard case .convert(_, let codec) = carriage, allowed == .skip else { return carriage }
      throw Refusal("its \(stream.name) would have to become \(codec) in \(title)", allowedBy: .convert)
    }
    let name = stream.isPicture ? "cover picture (stream \(stream.index))" : stream.name
    // A file exists for its sound and its moving pictures, so that a result without one of them is refused.
    if stream.kind == .audio || stream.kind == .video && !stream.isPicture {
      throw Refusal("its \(name) could not be kept in \(title)")
    }
    if allowed == .drop { return .drop }
    throw Refusal("its \(name) would be left out, as \(title) cannot hold it", allowedBy: .drop)
  }
}
