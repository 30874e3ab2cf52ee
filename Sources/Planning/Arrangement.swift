import API
import Configuration
import Media

/// How one stream of a source gets into the result.
public enum Carriage: Codable, Hashable, Sendable {
  /// The video, anew.
  case encode
  /// As it is.
  case copy
  /// Its text in another form: ffmpeg's encoder, and ffprobe's name for what comes of it.
  case convert(encoder: String, codec: String)
  /// A text track that only holds chapters: those are carried by themselves.
  case remake
  /// Not at all.
  case drop
}

/// The container of a result, and how each of its source's streams gets into it. Pure.
///
/// The source's own container is kept where it can hold the result, else it is Matroska. What would be changed or lost
/// beyond that, only the rules can allow (`on_unsupported`).
public struct Arrangement: Hashable, Sendable {
  /// The kind of container.
  public let container: ContainerRow
  /// One per stream of the source, in its order.
  public let carriages: [Carriage]
  /// Why it is not the source's own kind of container; nil when it is.
  public let moved: String?

  /// The places, among the source's streams, of those that the result has.
  public var kept: [Int] { carriages.indices.filter { ![.drop, .remake].contains(carriages[$0]) } }

  /// The best arrangement that the rules allow, or why there is none.
  public static func of(_ info: MediaInfo, _ rules: Rules) -> Result<Arrangement, Reason> {
    let own = ContainerRow.of(info)
    let rows = [own, .matroska].compactMap { $0 }.filter { $0.codecs.contains(rules.codec) }
    var refusals: [Reason] = []
    var best: (arrangement: Arrangement, cost: Int)?
    for row in own == .matroska ? [.matroska] : rows {
      let moved = row == own ? nil : why(info, own, rules, refusals.last)
      switch attempt(info, row, rules, moved) {
      case .failure(let reason): refusals.append(reason)
      case .success(let found):
        let cost = found.carriages.reduce(0) { $0 + $1.cost }
        if best.map({ cost < $0.cost }) ?? true { best = (found, cost) }
      }
    }
    return best.map { .success($0.arrangement) } ?? .failure(refusals[0])
  }

  private static func attempt(_ info: MediaInfo, _ row: ContainerRow, _ rules: Rules, _ moved: String?)
    -> Result<
      Arrangement, Reason
    >
  {
    if let lost = row.cannotKeepTags(of: info) {
      return .failure(Reason(.unsupportedStream, "its tag '\(lost)' would be lost in \(row.title)"))
    }
    var carriages: [Carriage] = []
    for stream in info.streams {
      switch row.carriage(of: stream, in: info, rules.onUnsupported) {
      case .success(let carriage): carriages.append(carriage)
      case .failure(let reason): return .failure(reason)
      }
    }
    return .success(Arrangement(container: row, carriages: carriages, moved: moved))
  }

  private static func why(_ info: MediaInfo, _ own: ContainerRow?, _ rules: Rules, _ refusal: Reason?)
    -> String
  {
    let codec = rules.codec.rawValue.uppercased()
    guard let own else { return "\(codec) is not written to \(info.container.title)" }
    return own.codecs.contains(rules.codec) ? refusal?.detail ?? "" : "\(own.title) cannot hold \(codec)"
  }
}

extension Carriage {
  /// How much less a viewer has of it: another container costs nothing, another form of text little.
  fileprivate var cost: Int {
    switch self {
    case .encode, .copy, .remake: 0
    case .convert: 1
    case .drop: 100
    }
  }
}

extension ContainerRow {
  /// How a stream gets into this container, as far as the rules allow it.
  func carriage(of stream: MediaStream, in info: MediaInfo, _ allowed: OnUnsupported) -> Result<
    Carriage, Reason
  > {
    if let carriage = carriage(of: stream, in: info) {
      guard case .convert(_, let codec) = carriage, allowed == .skip else { return .success(carriage) }
      return .failure(
        Reason(
          .unsupportedStream,
          "its \(stream.name) would have to become \(codec) in \(title); on_unsupported = \"convert\" allows that"
        ))
    }
    // What is heard or moves is what the file is for.
    let isNeeded = stream.kind == .audio || stream.kind == .video && !stream.isPicture
    let name = stream.isPicture ? "cover picture (stream \(stream.index))" : stream.name
    if !isNeeded, allowed == .drop { return .success(.drop) }
    return .failure(
      Reason(
        .unsupportedStream,
        "its \(name) could not be kept in \(title)"
          + (isNeeded ? "" : "; on_unsupported = \"drop\" does without it")))
  }
}
