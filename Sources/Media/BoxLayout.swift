/// The boxes at the top of an MP4 or QuickTime file (ISO/IEC 14496-12, section 4.2), which ffprobe says nothing of.
struct BoxLayout {
  /// Whether a box with samples or with what describes them claims more bytes than the file has.
  private(set) var isCut = false
  /// Whether there is a second film after the first, of which players show only the first.
  private(set) var isSeveral = false

  /// Where the content of the first film's description lies.
  private(set) var moov: Range<Int64>?

  /// Some writers count the header of what has the samples twice; none gets lost in so few bytes without a complaint. Of
  /// what describes them every byte counts: a cover is its last part.
  private static let slack: Int64 = 8
  /// How far behind the last box a second film is looked for, in bytes.
  private static let reach = 64 << 10

  /// Walks from box to box. What is no box ends the walk: padding and other remains behind the last one do no harm, unless
  /// they are another film. Throws a `Reason` for more boxes than any film has.
  init(_ file: ContainerReader) throws {
    let size = file.size
    var place: Int64 = 0
    var films = 0
    while true {
      try file.countPassed()
      let header = Array(try file.head(16, at: place))
      guard header.count >= 8, let length = Self.length(header, left: size - place) else {
        // The last box may have claimed the beginning of what follows it.
        let rest = try file.content(Self.reach, at: max(0, place - Self.slack))
        isSeveral = isSeveral || films > 0 && Self.beginsFilm(rest)
        return
      }
      let name = String(decoding: header[4..<8], as: UTF8.self)
      if name == "moov" { films += 1 }
      if name == "moov", films == 1 {
        let head: Int64 = Self.number(header[..<4]) == 1 ? 16 : 8
        moov = place + head..<place + max(head, min(length, size - place))
      }
      isSeveral = films > 1
      let needed = name == "mdat" ? length - Self.slack : length
      isCut = needed > size - place && ["moov", "moof", "mdat"].contains(name)
      if length >= size - place { return }
      place += length
    }
  }

  private static func beginsFilm(_ bytes: [UInt8]) -> Bool {
    bytes.indices.dropLast(3).contains { bytes[$0...].starts(with: "ftyp".utf8) }
  }

  /// Nil for what is no box: names are four characters, and no box is shorter than its header.
  static func length(_ header: [UInt8], left: Int64) -> Int64? {
    guard header[4..<8].allSatisfy({ (0x20...0x7e).contains($0) || $0 == 0xa9 }) else { return nil }
    let short = number(header[..<4])
    switch short {
    case 0: return left
    case 1:
      return header.count == 16 ? Int64(exactly: number(header[8...])).flatMap { $0 < 16 ? nil : $0 } : nil
    case 2..<8: return nil
    default: return Int64(short)
    }
  }

  static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
