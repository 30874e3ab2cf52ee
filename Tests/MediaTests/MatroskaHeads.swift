@testable import Media

/// Matroska files of a few hundred bytes, as mkvmerge and ffmpeg lay them out.
enum MatroskaHeads {
  typealias ID = ElementNode.ID

  static func node(_ id: UInt32, _ children: ElementNode...) -> ElementNode { ElementNode(id, children) }
  static func text(_ id: UInt32, _ text: String) -> ElementNode { ElementNode(id, Array(text.utf8)) }
  static func number(_ id: UInt32, _ number: UInt64) -> ElementNode { ElementNode(id, number: number) }

  static func track(_ type: UInt64, _ codec: String, uid: UInt64, _ more: ElementNode...) -> ElementNode {
    ElementNode(
      ID.track,
      [number(0xd7, type), number(ID.trackUID, uid), number(ID.trackType, type), text(ID.codec, codec)] + more
    )
  }

  static func simple(_ name: String, _ value: String, _ within: ElementNode...) -> ElementNode {
    ElementNode(ID.simple, [text(ID.tagName, name), text(ID.tagString, value)] + within)
  }

  static let cluster = ElementNode(ID.cluster, [0xe7, 0x81, 0, 0xa3, 0x85, 0x81, 0, 0, 0x80, 7])

  /// A source that holds more than ffmpeg carries over: its index names the tags, which lie behind the pictures.
  static let source: [UInt8] = {
    let head = [
      node(ID.info, text(ID.title, "A film")),
      node(
        ID.tracks, track(1, "V_MPEG4/ISO/AVC", uid: 11, text(ID.name, "Picture")),
        track(
          2, "A_AAC", uid: 12, text(ID.language, "por"), text(ID.fullLanguage, "pt-BR"), number(0x55ab, 1),
          number(ID.codecDelay, 21_333_333), node(ID.audio, number(ID.bitDepth, 16))),
        track(17, "S_TEXT/SSA", uid: 13, number(ID.enabled, 0))),
      node(
        ID.chapters,
        node(
          ID.edition, node(ID.editionDisplay, text(ID.editionString, "Director's cut")),
          node(
            ID.chapter, number(0x73c4, 5), number(ID.chapterStart, 0),
            node(ID.display, text(ID.displayString, "Anfang"), text(ID.displayLanguage, "ger")),
            node(ID.chapter, number(0x73c4, 6), number(ID.chapterStart, 1_000_000))))),
    ]
    let tags = node(
      ID.tags,
      node(
        ID.tag, node(ID.targets, number(ID.targetValue, 70), text(ID.targetType, "COLLECTION")),
        simple("TITLE", "All")),
      node(
        ID.tag, node(ID.targets), simple("ACTOR", "Ann", simple("CHARACTER", "Alice")),
        simple("ACTOR", "Bob", simple("CHARACTER", "Bert"))),
      node(ID.tag, node(ID.targets, number(ID.tagTrack, 11)), simple("BPS", "1"), simple("ARTIST", "Cy")),
      node(ID.tag, node(ID.targets, number(ID.tagTrack, 12)), simple("BPS", "2")))
    func all(_ place: UInt64) -> [UInt8] {
      let index = node(
        ID.seekHead,
        node(
          ID.seek, ElementNode(ID.seekID, ElementHead.bytes(ofID: ID.tags)),
          ElementNode(
            ID.seekPosition,
            Array((0..<4).reversed().map { UInt8(truncatingIfNeeded: place >> (8 * UInt64($0))) }))))
      return ([index] + head + [cluster]).flatMap { $0.encoded() }
    }
    return file(all(UInt64(all(0).count)) + tags.encoded())
  }()

  /// Returns the result that ffmpeg makes of that; `room` bytes are free behind its tags.
  static func result(room: Int = 0, extra: ElementNode? = nil) -> [UInt8] {
    let parts: [ElementNode] =
      [
        node(ID.info, text(0x4d80, "Lavf")),
        node(
          ID.tracks, ElementNode(ID.checksum, [1, 2, 3, 4]), track(1, "V_AV1", uid: 21),
          track(2, "A_AAC", uid: 22, text(ID.language, "por"), node(ID.audio, number(ID.bitDepth, 32))),
          track(17, "S_TEXT/ASS", uid: 23)),
      ] + (extra.map { [$0] } ?? []) + [
        node(
          ID.tags, node(ID.tag, node(ID.targets), simple("CONDENSE", "0"), simple("COLLECTION/TITLE", "All")),
          node(
            ID.tag, node(ID.targets, number(ID.tagTrack, 21)), simple("DURATION", "1"), simple("ARTIST", "Cy")
          ),
          node(ID.tag, node(ID.targets, number(ID.tagTrack, 22)), simple("DURATION", "1")))
      ]
    let filler = room < 2 ? [] : ElementNode.void(room)
    return file(
      node(ID.seekHead).encoded() + ElementNode.void(120) + parts.flatMap { $0.encoded() } + filler
        + cluster.encoded() + cluster.encoded())
  }

  private static func file(_ segment: [UInt8]) -> [UInt8] {
    text(0x1a45_dfa3, "").encoded() + ElementNode(ID.segment, segment).encoded(lengthWidth: 8)
  }

  static func read(_ bytes: [UInt8]) -> MatroskaFile? {
    MatroskaFile(size: Int64(bytes.count)) { count, place in
      place < 0 || count < 0 ? [] : Array(bytes.dropFirst(Int(clamping: place)).prefix(count))
    }
  }

  static let tracks: [MatroskaEdits.Track] = (0..<3).map { .init(source: $0, isCopied: $0 > 0) }
}

extension [UInt8] {
  /// With edits done.
  func edited(_ edits: [FileEdit], from source: [UInt8] = []) -> [UInt8] {
    var bytes = self
    for edit in edits {
      let new: [UInt8] =
        switch edit.content {
        case .bytes(let bytes): bytes
        case .source(let range): Array(source[Int(range.lowerBound)..<Int(range.upperBound)])
        }
      let place = Int(edit.offset)
      bytes += [UInt8](repeating: 0, count: Swift.max(0, place + new.count - bytes.count))
      bytes.replaceSubrange(place..<place + new.count, with: new)
    }
    return bytes
  }
}
