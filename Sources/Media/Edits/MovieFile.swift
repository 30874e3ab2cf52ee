import Platform

/// The boxes of an MP4 or QuickTime file that ffmpeg does not know and so does not carry over.
public struct MovieFile: Sendable {
  typealias Read = (_ count: Int, _ offset: Int64) throws -> [UInt8]

  /// The facts about a track in its own boxes.
  struct Track: Hashable, Sendable {
    /// Its name, and its language in full.
    var name: String?, language: String?
    /// Boxes of its user data, its own description, and the box that says that its Dolby sound has places (`dec3`).
    var udta: [BoxNode] = [], meta: BoxNode?, dolby: BoxNode?
    var elng: BoxNode?
  }

  /// A box beside the film, or the bytes behind the last one.
  struct Extra: Hashable, Sendable {
    /// Nil for bytes that are no box.
    let name: BoxNode.Name?
    let range: Range<Int64>
    /// For people.
    var summary = ""
  }

  /// Bytes of the file.
  let size: Int64
  /// The boxes at the top in order.
  private(set) var top: [Extra] = []
  /// The film's description, with its head, and without.
  public private(set) var moov: Range<Int64>?
  private var moovContent: Range<Int64> = 0..<0
  private(set) var tracks: [Track] = []
  /// Boxes beside the tracks, in the user data, and iTunes' items, that ffmpeg neither reads nor writes.
  private(set) var beside: [BoxNode] = [], udta: [BoxNode] = [], items: [BoxNode] = []
  /// Boxes beside the film that have to be carried over, and whatever lies behind the last one.
  private(set) var extras: [Extra] = []
  /// Descriptions of the data that could not be read or kept, for people.
  private(set) var unread: [String] = []

  /// More boxes than any film has, a fragmented one of a day among them.
  private static let most = 1 << 17
  /// Bytes of what describes a film, without its tables, that are held in memory.
  private static let largest: Int64 = 4 << 20
  private var left = largest

  /// Walks from box to box; `read` gives the bytes at a place, fewer at the end.
  public init(size: Int64, read: (_ count: Int, _ offset: Int64) throws -> [UInt8]) rethrows {
    self.size = size
    var place: Int64 = 0
    while place < size, top.count < Self.most {
      guard let box = BoxHead(try read(16, place), left: size - place), box.whole <= size - place else {
        break
      }
      let range = place..<place + box.whole
      top.append(Extra(name: box.name, range: range))
      if box.name == "moov", moov == nil {
        (moov, moovContent) = (range, place + Int64(box.head)..<range.upperBound)
      }
      place = range.upperBound
    }
    // A part of the film that runs past the end is a damage, and nothing behind the film.
    let next = place < size ? BoxHead(try read(16, place), left: size - place) : nil
    let isCut = next.map { Self.known.contains($0.name) } ?? false
    if place < size, moov != nil, !isCut { try addRest(place..<size, read) }
    guard moov != nil else { return }
    for box in top where box.name.map({ !Self.known.contains($0) }) ?? false {
      if box.name == "meta" {
        unread.append("what a box 'meta' beside the film says")
        continue
      }
      var extra = box
      extra.summary = try summary(box.range, read)
      extras.append(extra)
    }
    extras += rest.map { [$0] } ?? []
    try describe(read)
  }

  private var rest: Extra?

  /// Adds the bytes behind the last box; zeros say nothing.
  private mutating func addRest(_ range: Range<Int64>, _ read: Read) rethrows {
    let length = range.upperBound - range.lowerBound
    if length <= 1 << 20, try read(Int(length), range.lowerBound).allSatisfy({ $0 == 0 }) { return }
    rest = Extra(name: nil, range: range, summary: try summary(range, read))
  }

  /// Long ones are known by their ends.
  private func summary(_ range: Range<Int64>, _ read: Read) rethrows -> String {
    let length = range.upperBound - range.lowerBound
    let end: Int64 = 64 << 10
    let bytes =
      length <= 2 * end
      ? try read(Int(length), range.lowerBound)
      : try read(Int(end), range.lowerBound) + read(Int(end), range.upperBound - end)
    return "\(length) bytes \(SHA256.hash(of: bytes).prefix(16))"
  }

  private mutating func describe(_ read: Read) rethrows {
    for box in try boxes(moovContent, read) {
      switch box.name {
      case "trak": tracks.append(try track(box.content, read))
      case "udta":
        guard let children = try load(box.content, read).flatMap({ BoxNode.list($0) }) else {
          unread.append("its user data")
          continue
        }
        udta += children.filter { !Self.knownData.contains($0.name) && $0.name.bytes.first != 0xa9 }
        for meta in children where meta.name == "meta" { items += Self.items(meta) }
      default:
        if Self.knownBeside.contains(box.name) { continue }
        if let body = try load(box.content, read) {
          beside.append(BoxNode(box.name, body))
        } else {
          unread.append("its box '\(box.name)'")
        }
      }
    }
  }

  private mutating func track(_ content: Range<Int64>, _ read: Read) rethrows -> Track {
    var track = Track()
    for box in try boxes(content, read) {
      switch box.name {
      case "udta":
        let children = try load(box.content, read).flatMap { BoxNode.list($0) } ?? []
        track.name = children.first("name").flatMap { Self.text($0.body) }
        track.udta = children.filter {
          $0.name != "name" && !Self.knownData.contains($0.name) && $0.name.bytes.first != 0xa9
        }
      case "meta": track.meta = try load(box.content, read).map { BoxNode("meta", $0) }
      case "mdia":
        for part in try boxes(box.content, read) {
          if part.name == "elng", let body = try load(part.content, read) {
            track.elng = BoxNode("elng", body)
            track.language = Self.text(Array(body.dropFirst(4)))
          }
          for table in part.name == "minf" ? try boxes(part.content, read) : [] where table.name == "stbl" {
            let description = try boxes(table.content, read).first { $0.name == "stsd" }
            track.dolby = try description.flatMap { try load($0.content, read) }.flatMap {
              Self.dolby($0)?.box
            }
          }
        }
      default: break
      }
    }
    return track
  }

  private func boxes(_ range: Range<Int64>, _ read: Read) rethrows -> [(
    name: BoxNode.Name, content: Range<Int64>
  )] {
    var (found, place): ([(BoxNode.Name, Range<Int64>)], Int64) = ([], range.lowerBound)
    while range.upperBound - place >= 8, found.count < 4096,
      let box = BoxHead(try read(16, place), left: range.upperBound - place),
      box.whole <= range.upperBound - place
    {
      found.append((box.name, place + Int64(box.head)..<place + box.whole))
      place += box.whole
    }
    return found
  }

  private mutating func load(_ range: Range<Int64>, _ read: Read) rethrows -> [UInt8]? {
    let length = range.upperBound - range.lowerBound
    if length > left { return nil }
    left -= length
    return try read(Int(length), range.lowerBound)
  }
}
