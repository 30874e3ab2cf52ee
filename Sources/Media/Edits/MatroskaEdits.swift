/// The elements that a Matroska result gets from its source beside those that ffmpeg carries over. Pure.
public struct MatroskaEdits {
  typealias ID = ElementNode.ID

  /// Where a track of the result comes from.
  public struct Track: Hashable, Sendable {
    /// Its number among the source's tracks that ffmpeg shows; nil where the source is of another kind.
    public var source: Int?
    /// Whether its packets are the source's own.
    public var isCopied: Bool
    /// The name and the full language that it is to have, where the source is of another kind.
    public var name: String?, language: String?

    /// A track.
    public init(source: Int?, isCopied: Bool, name: String? = nil, language: String? = nil) {
      (self.source, self.isCopied) = (source, isCopied)
      (self.name, self.language) = (name, language)
    }
  }

  /// The result as ffmpeg wrote it, and the source where it is Matroska as well.
  let result: MatroskaFile, source: MatroskaFile?
  /// One for each of the result's tracks.
  let tracks: [Track]

  /// The edits that make a result say what its source says. Throws when there is no telling which track is which, or
  /// when the result is not as ffmpeg writes it.
  public static func edits(of result: MatroskaFile, from source: MatroskaFile?, tracks: [Track])
    throws(EditFailure) -> [FileEdit]
  {
    guard result.tracks.count == tracks.count, result.hiddenTracks == 0, result.unread.isEmpty else {
      throw EditFailure(detail: "\(result.tracks.count) tracks are in it instead of \(tracks.count)")
    }
    guard tracks.allSatisfy({ $0.source.map { source?.tracks.indices.contains($0) ?? false } ?? true }) else {
      throw EditFailure(detail: "its tracks are not those of its source")
    }
    let edits = MatroskaEdits(result: result, source: source, tracks: tracks)
    return try MatroskaFront(result).placing(edits.parts)
  }

  /// The elements of the parts that are not yet as they are to be.
  private var parts: [UInt32: [ElementNode]] {
    var parts = [ID.tracks: entries]
    if let source {
      let chapters = source.content(ID.chapters)
      if !chapters.isEmpty { parts[ID.chapters] = chapters }
      parts[ID.tags] = tags(source)
      var info = result.content(ID.info)
      info.copy(ID.title, from: source.content(ID.info))
      parts[ID.info] = info
    }
    return parts.filter { $1 != result.content($0) }
  }

  private var entries: [ElementNode] {
    var left = tracks[...]
    return result.content(ID.tracks).map { node in
      guard node.id == ID.track, let track = left.popFirst() else { return node }
      var fields = node.children.telling
      if let number = track.source, let source {
        copy(source.tracks[number], into: &fields, all: track.isCopied)
      } else {
        if let name = track.name { fields.set(ElementNode(ID.name, Array(name.utf8))) }
        if let language = track.language { fields.set(ElementNode(ID.fullLanguage, Array(language.utf8))) }
        // The size of a sample means nothing for a codec whose samples have none: ffmpeg writes 32
        // (libavformat/matroskaenc.c).
        if track.isCopied, Self.lossy.contains(fields.first(ID.codec)?.text ?? "") {
          depth(from: [], &fields)
        }
      }
      return ElementNode(ID.track, fields)
    }
  }

  private static let lossy: Set<String> = [
    "A_AC3", "A_EAC3", "A_AAC", "A_OPUS", "A_VORBIS", "A_MPEG/L3", "A_MPEG/L2",
  ]

  private func copy(_ own: [ElementNode], into fields: inout [ElementNode], all: Bool) {
    for id in [ID.name, ID.language, ID.fullLanguage, ID.enabled] + ID.flags { fields.copy(id, from: own) }
    guard all else { return }
    fields.copy(ID.codecName, from: own)
    for id in [ID.codecDelay, ID.seekPreRoll] {
      if let node = own.first(id), node.number != 0 { fields.set(node) }
    }
    // The older form of the newer one's texts; its header says which it is.
    if own.first(ID.codec)?.text == "S_TEXT/SSA", fields.first(ID.codec)?.text == "S_TEXT/ASS",
      let codec = own.first(ID.codec)
    {
      fields.set(codec)
    }
    depth(from: own.first(ID.audio)?.children ?? [], &fields)
  }

  private func depth(from own: [ElementNode], _ fields: inout [ElementNode]) {
    guard var audio = fields.first(ID.audio)?.children.telling else { return }
    audio.copy(ID.bitDepth, from: own)
    fields.set(ElementNode(ID.audio, audio))
  }

  /// The source's own tags, about the result's tracks, and what is true of the result alone: our mark, and what ffmpeg
  /// says of tracks of which the source's tags say nothing any more.
  private func tags(_ source: MatroskaFile) -> [ElementNode] {
    let names = Dictionary(
      tracks.enumerated().compactMap { place, track in
        track.source.map { (source.trackUIDs[$0], (uid: result.trackUIDs[place], isCopied: track.isCopied)) }
      }, uniquingKeysWith: { one, _ in one })
    var (tags, told): ([MatroskaTag], Set<UInt64>) = ([], [])
    for tag in source.content(ID.tags).filter({ $0.id == ID.tag }).map(MatroskaTag.init) {
      guard var moved = moved(tag, names.mapValues(\.uid), source) else { continue }
      let about = tag.about(ID.tagTrack).compactMap { names[$0] }
      let isStale = tag.isOfWhole || about.contains { !$0.isCopied }
      moved.simple.removeAll {
        let name = MatroskaTag.name($0)
        return name == "CONDENSE"
          || isStale && (tag.isOfWhole ? name == "ENCODER" : MatroskaTag.isStatistic(name))
      }
      if moved.simple.isEmpty { continue }
      if !isStale { told.formUnion(about.map(\.uid)) }
      tags.append(moved)
    }
    let own = result.content(ID.tags).filter { $0.id == ID.tag }.map(MatroskaTag.init).compactMap {
      tag -> MatroskaTag? in
      if !told.isDisjoint(with: tag.about(ID.tagTrack)) { return nil }
      let kept = tag.isOfWhole ? ["CONDENSE", "ENCODER"] : ["DURATION", "ENCODER"]
      var tag = tag
      tag.simple.removeAll { !kept.contains(MatroskaTag.name($0)) }
      return tag.simple.isEmpty ? nil : tag
    }
    return (tags + own).map(\.node)
  }

  /// A tag of the source about the same in the result; nil when that is not there.
  private func moved(_ tag: MatroskaTag, _ tracks: [UInt64: UInt64], _ source: MatroskaFile) -> MatroskaTag? {
    let files = Dictionary(
      source.attachments.count == result.attachments.count
        ? zip(source.attachments, result.attachments).map { ($0, $1) } : [],
      uniquingKeysWith: { one, _ in one })
    var moved = tag
    moved.targets = tag.targets.compactMap { target in
      let map = [ID.tagTrack: tracks, ID.tagAttachment: files][target.id]
      // Zero is all of them.
      guard let map, let uid = target.number, uid != 0 else { return target }
      return map[uid].map { ElementNode(target.id, number: $0) }
    }
    let lost = [ID.tagTrack, ID.tagAttachment].contains {
      !tag.about($0).isEmpty && moved.about($0).isEmpty
    }
    return lost ? nil : moved
  }
}
