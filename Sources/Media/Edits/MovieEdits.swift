/// The boxes that an MP4 or QuickTime result gets from its source beside those that ffmpeg carries over. Pure.
public struct MovieEdits {
  /// The result and its source, and for each of the result's tracks its number among the source's.
  let result: MovieFile, source: MovieFile, tracks: [Int?]
  /// Which of the result's tracks has a name that is too long by spaces, to keep room.
  let padded: Int?

  /// The edits that make a result say what its source says; `moov` is the result's description with its head.
  public static func edits(
    of result: MovieFile, moov: [UInt8], from source: MovieFile, tracks: [Int?], padded: Int?
  ) throws(EditFailure) -> [FileEdit] {
    guard let place = result.moov, result.extras.isEmpty, result.unread.isEmpty,
      let old = BoxNode.list(moov)?.first, let boxes = BoxNode.list(old.body),
      boxes.count(where: { $0.name == "trak" }) >= tracks.count
    else { throw EditFailure(detail: "its boxes are not as ffmpeg writes them") }
    guard tracks.allSatisfy({ $0.map { source.tracks.indices.contains($0) } ?? true }) else {
      throw EditFailure(detail: "its tracks are not those of its source")
    }
    let edits = MovieEdits(result: result, source: source, tracks: tracks, padded: padded)
    let made = edits.rebuilt(boxes)
    try edits.checkChunks(boxes, made)
    var (found, end): ([FileEdit], Int64) = ([], result.size)
    let bytes = BoxNode("moov", made).encoded
    if made != boxes { (found, end) = edits.placing(bytes, over: place) }
    for extra in source.extras {
      found.append(FileEdit(offset: end, content: .source(extra.range)))
      end += extra.range.upperBound - extra.range.lowerBound
    }
    return try found.checked(size: result.size, keeping: edits.media)
  }

  /// Where pictures and sounds lie.
  private var media: [Range<Int64>] { result.top.filter { $0.name == "mdat" }.map(\.range) }

  /// In its old place, with what is free behind it; else behind everything.
  private func placing(_ bytes: [UInt8], over old: Range<Int64>) -> ([FileEdit], Int64) {
    let number = result.top.firstIndex { $0.range == old } ?? 0
    let fillers = result.top.dropFirst(number + 1).prefix { ["free", "skip", "wide"].contains($0.name) }
    let room = Int((fillers.last?.range.upperBound ?? old.upperBound) - old.lowerBound)
    if bytes.count == room || bytes.count + 8 <= room {
      let filler = bytes.count == room ? [] : BoxNode.free(room - bytes.count)
      return ([FileEdit(offset: old.lowerBound, content: .bytes(bytes + filler))], result.size)
    }
    if old.lowerBound + Int64(room) == result.size {
      // Nothing of it may stay behind a shorter one.
      let filler = bytes.count < room ? BoxNode.free(8 + room - bytes.count) : []
      return (
        [FileEdit(offset: old.lowerBound, content: .bytes(bytes + filler))],
        old.lowerBound + Int64(bytes.count + filler.count)
      )
    }
    return (
      [
        FileEdit(offset: old.lowerBound + 4, content: .bytes(Array("free".utf8))),
        FileEdit(offset: result.size, content: .bytes(bytes)),
      ], result.size + Int64(bytes.count)
    )
  }

  private func rebuilt(_ boxes: [BoxNode]) -> [BoxNode] {
    var number = -1
    var made = boxes.map { box -> BoxNode in
      guard box.name == "trak" else { return box }
      number += 1
      guard tracks.indices.contains(number) else { return box }
      return BoxNode(
        "trak", track(box.children, tracks[number].map { source.tracks[$0] }, isPadded: number == padded))
    }
    made.replace(by: source.beside)
    let absent = source.udta
    if !absent.isEmpty || !source.items.isEmpty {
      made.change("udta") { udta in
        udta.replace(by: absent)
        guard !source.items.isEmpty, let place = udta.firstIndex(where: { $0.name == "meta" }) else { return }
        udta[place] = with(source.items, in: udta[place])
      }
    }
    return made
  }

  /// iTunes' description with more items, where it is one.
  private func with(_ items: [BoxNode], in meta: BoxNode) -> BoxNode {
    var children = MovieFile.children(ofMeta: meta)
    guard children.first("hdlr")?.body.dropFirst(8).prefix(4).elementsEqual("mdir".utf8) ?? false else {
      return meta
    }
    children.change("ilst") { list in
      let titles = Set(items.map(MovieFile.title))
      list.removeAll { titles.contains(MovieFile.title($0)) && !MovieFile.knownItems.contains($0.name) }
      list += items
    }
    let version =
      meta.body.dropFirst(4).prefix(4).elementsEqual("hdlr".utf8) ? [] : Array(meta.body.prefix(4))
    return BoxNode("meta", version + children.flatMap(\.encoded))
  }

  private func track(_ boxes: [BoxNode], _ own: MovieFile.Track?, isPadded: Bool) -> [BoxNode] {
    var boxes = boxes
    if own?.name != nil || !(own?.udta ?? []).isEmpty {
      boxes.change("udta") { udta in
        udta.replace(by: (own?.name.map { [BoxNode("name", Array($0.utf8))] } ?? []) + (own?.udta ?? []))
      }
    }
    if let meta = own?.meta { boxes.replace(by: [meta]) }
    guard isPadded || own?.elng != nil || own?.dolby != nil else { return boxes }
    boxes.change("mdia") { media in
      if isPadded, let place = media.firstIndex(where: { $0.name == "hdlr" }) {
        media[place].body = Self.trimmed(media[place].body)
      }
      if let elng = own?.elng {
        media.removeAll { $0.name == "elng" }
        media.insert(elng, at: min(1, media.count))
      }
      guard let dolby = own?.dolby else { return }
      media.change("minf") {
        $0.change("stbl") { table in
          guard let place = table.firstIndex(where: { $0.name == "stsd" }),
            let found = MovieFile.dolby(table[place].body)
          else { return }
          var boxes = BoxNode.list(found.entry.body.dropFirst(found.header)) ?? []
          boxes.replace(by: [dolby])
          let entry = BoxNode("ec-3", Array(found.entry.body.prefix(found.header)) + boxes.flatMap(\.encoded))
          table[place].body = Array(table[place].body.prefix(8)) + entry.encoded
        }
      }
    }
    return boxes
  }

  /// A handler's name without the bar and the spaces at its end.
  private static func trimmed(_ handler: [UInt8]) -> [UInt8] {
    guard handler.count > 24 else { return handler }
    var name = handler[24...].prefix { $0 != 0 }
    while name.last == 0x20 { name.removeLast() }
    if name.last == UInt8(ascii: "|") { name.removeLast() }
    return handler[..<24] + name + [0]
  }

  /// Holds every chunk's place against what it was and against where pictures and sounds lie.
  private func checkChunks(_ before: [BoxNode], _ after: [BoxNode]) throws(EditFailure) {
    let (old, new) = (Self.chunks(before), Self.chunks(after))
    guard old == new else { throw EditFailure(detail: "the places of its samples would change") }
    for offset in new where !media.contains(where: { $0.contains(offset) }) {
      throw EditFailure(detail: "a sample at byte \(offset) would lie outside of its media data")
    }
  }

  /// The places of all chunks (`stco`, `co64`) in order.
  static func chunks(_ boxes: [BoxNode]) -> [Int64] {
    boxes.filter { $0.name == "trak" }.flatMap { track -> [Int64] in
      let tables =
        track.children.first("mdia")?.children.first("minf")?.children.first("stbl")?.children ?? []
      return tables.flatMap { table -> [Int64] in
        guard let width = table.name == "stco" ? 4 : table.name == "co64" ? 8 : nil, table.body.count >= 8
        else { return [] }
        return stride(from: 8, through: table.body.count - width, by: width).map { place in
          Int64(clamping: BoxLayout.number(table.body[place..<place + width]))
        }
      }
    }
  }
}
