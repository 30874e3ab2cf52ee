/// Where the parts of a Matroska file lie, and in memory those that describe it: what it says of itself, its tracks, its
/// chapters and its tags.
public struct MatroskaFile: Sendable {
  typealias ID = ElementNode.ID

  /// An element right below the segment.
  struct Part: Hashable, Sendable {
    let id: UInt32
    /// With its head, and without.
    let whole: Range<Int64>, content: Range<Int64>
  }

  /// Bytes of the file.
  let size: Int64
  /// The segment's content, and where the bytes lie that say how long it is; their number is 0 where nobody knew.
  let segment: Range<Int64>, lengthAt: Int64, lengthWidth: Int
  /// The parts before the first cluster, without a gap.
  let front: [Part]
  /// The parts behind it, as far as an index tells.
  private(set) var back: [Part]
  /// Where the first cluster begins, or the segment ends.
  let media: Int64
  /// Attached files' numbers in order.
  private(set) var attachments: [UInt64] = []
  /// The elements that describe the file, by the part that they lie in.
  private var loaded: [Part: [ElementNode]] = [:]
  /// Descriptions of the data that could not be read, for people.
  private(set) var unread: [String] = []

  /// More parts before the first cluster, more places in an index, and more attached files than any film has.
  private static let most = 4096
  /// Clusters and more of a film of a day, to be passed where there is no index.
  private static let mostBehind = 1 << 17
  /// Bytes of all parts together that are held in memory; the tags of a season in all languages have some ten thousand.
  private static let largest: Int64 = 4 << 20
  /// How many of these bytes are still to be had.
  private var left = largest

  /// Looks for the parts; nil when there is no segment. `read` gives the bytes at a place, fewer at the end.
  public init?(size: Int64, read: (_ count: Int, _ offset: Int64) throws -> [UInt8]) rethrows {
    func head(_ place: Int64) throws -> ElementHead? { try ElementHead(read(ElementHead.most, place)) }
    func part(_ place: Int64, _ end: Int64) throws -> Part? {
      guard place < end, let head = try head(place) else { return nil }
      let start = place + Int64(head.length)
      guard start <= end else { return nil }
      // A part that runs past the end, or was written without its length, is taken up to there.
      let upper = min(head.content ?? end, end - start) + start
      return Part(id: head.id, whole: place..<upper, content: start..<upper)
    }
    guard let document = try part(0, size), let found = try part(document.whole.upperBound, size),
      found.id == ID.segment, let said = try head(document.whole.upperBound)
    else { return nil }
    self.size = size
    segment = found.content
    lengthAt = found.content.lowerBound - Int64(said.lengthWidth)
    lengthWidth = said.content == nil ? 0 : said.lengthWidth
    var (front, place) = ([Part](), segment.lowerBound)
    while front.count < Self.most, let next = try part(place, segment.upperBound), next.id != ID.cluster {
      front.append(next)
      place = next.whole.upperBound
    }
    (self.front, media) = (front, place)
    back = []
    var places: Set<Int64> = []
    for index in front where index.id == ID.seekHead && places.count < Self.most {
      let nodes = try nodes(of: index, read) ?? []
      loaded[index] = nodes
      for entry in Self.entries(nodes).prefix(Self.most) {
        let (target, overflow) = segment.lowerBound.addingReportingOverflow(Int64(clamping: entry.position))
        guard !overflow, target >= media, places.insert(target).inserted,
          let found = try part(target, segment.upperBound), found.id == entry.id, entry.id != ID.cluster
        else { continue }
        back.append(found)
      }
    }
    if !front.contains(where: { $0.id == ID.seekHead }) {
      for _ in 0..<Self.mostBehind {
        guard let next = try part(place, segment.upperBound) else { break }
        if next.id != ID.cluster, back.count < Self.most { back.append(next) }
        place = next.whole.upperBound
      }
    }
    try load(read)
  }

  private mutating func load(_ read: (_ count: Int, _ offset: Int64) throws -> [UInt8]) rethrows {
    let names = [
      ID.info: "itself", ID.tracks: "its tracks", ID.chapters: "its chapters", ID.tags: "its tags",
    ]
    for part in front + back {
      if let name = names[part.id] {
        loaded[part] = try nodes(of: part, read)
        if loaded[part] == nil { unread.append("what it says of \(name)") }
      } else if part.id == ID.attachments, attachments.isEmpty {
        attachments = try Self.files(part, read)
      }
    }
  }

  private mutating func nodes(of part: Part, _ read: (_ count: Int, _ offset: Int64) throws -> [UInt8])
    rethrows
    -> [ElementNode]?
  {
    let length = part.content.upperBound - part.content.lowerBound
    if length > left { return nil }
    left -= length
    return ElementNode.list(try read(Int(length), part.content.lowerBound))
  }

  /// The numbers of attached files, whose bytes are passed over.
  private static func files(_ part: Part, _ read: (_ count: Int, _ offset: Int64) throws -> [UInt8]) rethrows
    -> [UInt64]
  {
    var (found, place): ([UInt64], Int64) = ([], part.content.lowerBound)
    while place < part.content.upperBound, found.count < most,
      let head = try ElementHead(read(ElementHead.most, place)), let length = head.content,
      length <= part.content.upperBound - place
    {
      let end = place + Int64(head.length) + length
      var field = place + Int64(head.length)
      var number: UInt64 = 0
      if head.id == ID.file {
        for _ in 0..<64 {
          guard field < end, let next = try ElementHead(read(ElementHead.most, field)),
            let count = next.content, count <= end - field
          else { break }
          if next.id == ID.fileUID, count <= 8 {
            number = try read(Int(count), field + Int64(next.length)).reduce(0) { $0 << 8 | UInt64($1) }
          }
          field += Int64(next.length) + count
        }
        found.append(number)
      }
      place = end
    }
    return found
  }

  /// Returns the entries of an index: a part's number, and its place in the segment.
  static func entries(_ index: [ElementNode]) -> [(id: UInt32, position: UInt64)] {
    index.filter { $0.id == ID.seek }.compactMap { seek in
      let fields = seek.children
      guard let id = fields.first(ID.seekID)?.number, let place = fields.first(ID.seekPosition)?.number else {
        return nil
      }
      return (UInt32(clamping: id), place)
    }
  }

  /// The parts that are in memory, in the file's order.
  func parts(_ id: UInt32) -> [Part] { (front + back).filter { $0.id == id } }

  /// Returns the elements of a part, without those that only fill bytes.
  func content(of part: Part) -> [ElementNode] { (loaded[part] ?? []).telling }

  /// Returns the elements of all parts with a number.
  func content(_ id: UInt32) -> [ElementNode] { parts(id).flatMap { content(of: $0) } }
}
