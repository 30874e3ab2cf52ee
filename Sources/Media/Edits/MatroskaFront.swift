/// The room before a result's first cluster, and how new parts get into it; what finds none goes behind the last cluster,
/// where the index says that it is. Pictures and sounds stay where they are.
struct MatroskaFront {
  typealias ID = ElementNode.ID

  private let file: MatroskaFile
  /// The free ranges in order: those of replaced parts, and those that held nothing.
  private var free: [Range<Int64>] = []
  private var edits: [FileEdit] = []
  /// Where the parts of each kind are, from the segment's beginning.
  private var places: [UInt32: Int64] = [:]
  private var appended: [UInt8] = []

  init(_ file: MatroskaFile) { self.file = file }

  /// The edits that put parts with a new content in the place of those with the same number.
  func placing(_ parts: [UInt32: [ElementNode]]) throws(EditFailure) -> [FileEdit] {
    if parts.isEmpty { return [] }
    guard let index = file.front.first, index.id == ID.seekHead, file.lengthWidth > 0,
      file.segment.upperBound == file.size, !file.back.contains(where: { parts[$0.id] != nil })
    else { throw EditFailure(detail: "its parts are not where ffmpeg puts them") }
    var front = self
    let fillers = file.front.dropFirst().prefix { $0.id == ID.void }
    let indexEnd = fillers.last?.whole.upperBound ?? index.whole.upperBound
    for part in file.front.dropFirst(1 + fillers.count) where part.id == ID.void || parts[part.id] != nil {
      front.release(part.whole)
    }
    // Tags are the first that may lie behind: mkvmerge puts them there.
    for id in [ID.info, ID.tracks, ID.chapters, ID.tags] {
      if let nodes = parts[id], !nodes.isEmpty { front.put(ElementNode(id, nodes)) }
    }
    front.fill()
    try front.finish(index.whole.lowerBound..<indexEnd, file.content(of: index), replaced: Set(parts.keys))
    return try front.edits.checked(size: file.size, keeping: [file.media..<file.segment.upperBound])
  }

  private mutating func release(_ range: Range<Int64>) {
    if let last = free.last, last.upperBound == range.lowerBound {
      free[free.count - 1] = last.lowerBound..<range.upperBound
    } else {
      free.append(range)
    }
  }

  private mutating func put(_ node: ElementNode) {
    var bytes = node.encoded()
    for (place, range) in free.enumerated() {
      let room = Int64(range.upperBound - range.lowerBound)
      // Nothing takes one byte alone.
      if room == Int64(bytes.count) + 1 { bytes = node.encoded(lengthWidth: lengthWidth(bytes) + 1) }
      guard room == Int64(bytes.count) || room >= Int64(bytes.count) + 2 else { continue }
      edits.append(FileEdit(offset: range.lowerBound, content: .bytes(bytes)))
      places[node.id] = range.lowerBound - file.segment.lowerBound
      free[place] = range.lowerBound + Int64(bytes.count)..<range.upperBound
      return
    }
    places[node.id] = file.segment.upperBound - file.segment.lowerBound + Int64(appended.count)
    appended += bytes
  }

  private func lengthWidth(_ bytes: [UInt8]) -> Int { ElementHead(bytes)?.lengthWidth ?? 1 }

  private mutating func fill() {
    for range in free where !range.isEmpty {
      edits.append(
        FileEdit(
          offset: range.lowerBound,
          content: .bytes(ElementNode.void(Int(range.upperBound - range.lowerBound)))))
    }
  }

  /// Writes the index anew, and how long the segment has become.
  private mutating func finish(_ room: Range<Int64>, _ index: [ElementNode], replaced: Set<UInt32>)
    throws(EditFailure)
  {
    var entries = MatroskaFile.entries(index).filter { !replaced.contains($0.id) }
    entries += places.map { (id: $0.key, position: UInt64(clamping: $0.value)) }
    entries.sort { ($0.position, $0.id) < ($1.position, $1.id) }
    let bytes = ElementNode(
      ID.seekHead,
      entries.map { entry in
        ElementNode(
          ID.seek,
          [
            ElementNode(ID.seekID, ElementHead.bytes(ofID: entry.id)),
            ElementNode(ID.seekPosition, number: entry.position),
          ])
      })
    let length = Int(room.upperBound - room.lowerBound)
    var encoded = bytes.encoded()
    if length == encoded.count + 1 { encoded = bytes.encoded(lengthWidth: lengthWidth(encoded) + 1) }
    guard length == encoded.count || length >= encoded.count + 2 else {
      throw EditFailure(detail: "its index has no room for \(entries.count) parts")
    }
    if length > encoded.count { encoded += ElementNode.void(length - encoded.count) }
    edits.append(FileEdit(offset: room.lowerBound, content: .bytes(encoded)))
    if appended.isEmpty { return }
    edits.append(FileEdit(offset: file.size, content: .bytes(appended)))
    let now = UInt64(file.segment.upperBound - file.segment.lowerBound) + UInt64(appended.count)
    let said = ElementHead.bytes(ofLength: now, width: file.lengthWidth)
    guard said.count == file.lengthWidth else {
      throw EditFailure(detail: "its length does not fit where it stands")
    }
    edits.append(FileEdit(offset: file.lengthAt, content: .bytes(said)))
  }
}
