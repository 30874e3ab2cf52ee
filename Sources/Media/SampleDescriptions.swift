/// How the tracks of an MP4 or QuickTime file say that their samples are coded (ISO/IEC 14496-12, section 8.5.2): the parts
/// of it that ffprobe replaces by what a decoder says, or leaves out.
struct SampleDescriptions {
  /// One track's.
  struct Track {
    /// Its kind, as in `vide` and `soun`.
    var handler = ""
    /// How many descriptions it has; each holds for some of its samples.
    var count = 0
    /// The colours of each.
    var colours: [Colour] = []
    /// The evidence of another layer.
    var layers: [String] = []
  }

  /// In the file's order.
  private(set) var tracks: [Track] = []

  /// The most bytes of a track's descriptions that are read: they hold a codec's parameter sets.
  private static let largest: Int64 = 256 << 10

  /// Looks through the box `moov` that has its content in a range of the file. Throws a `Reason` for more boxes than any
  /// film has.
  init(moov: Range<Int64>, in file: ContainerReader) throws {
    for track in try Self.boxes(in: moov, file) where track.name == "trak" {
      guard let media = try Self.content("mdia", in: track.content, file) else { continue }
      var seen = Track()
      if let handler = try Self.content("hdlr", in: media, file) {
        seen.handler = String(
          decoding: try file.content(12, at: handler.lowerBound).suffix(4), as: UTF8.self)
      }
      var place: Range<Int64>? = media
      for name in ["minf", "stbl", "stsd"] {
        place = try place.flatMap { try Self.content(name, in: $0, file) }
      }
      if let place {
        let length = min(place.upperBound - place.lowerBound, Self.largest)
        seen.add(Array(try file.content(Int(length), at: place.lowerBound)))
      }
      tracks.append(seen)
    }
  }

  private static func content(_ name: String, in range: Range<Int64>, _ file: ContainerReader) throws
    -> Range<Int64>?
  {
    try boxes(in: range, file).first { $0.name == name }?.content
  }

  private static func boxes(in range: Range<Int64>, _ file: ContainerReader) throws -> [(
    name: String, content: Range<Int64>
  )] {
    var (found, place): ([(name: String, content: Range<Int64>)], _) = ([], range.lowerBound)
    while place <= range.upperBound - 8 {
      try file.countElement()
      let header = Array(try file.head(16, at: place))
      guard header.count >= 8, let length = BoxLayout.length(header, left: range.upperBound - place),
        length <= range.upperBound - place
      else { break }
      let head: Int64 = BoxLayout.number(header[..<4]) == 1 ? 16 : 8
      if head <= length {
        found.append((String(decoding: header[4..<8], as: UTF8.self), place + head..<place + length))
      }
      place += length
    }
    return found
  }
}

extension SampleDescriptions.Track {
  /// The bytes in a visual sample entry before its own boxes, beginning with its size and name.
  private static let visualHeader = 86

  /// Takes in what a box `stsd` holds.
  fileprivate mutating func add(_ bytes: [UInt8]) {
    guard bytes.count >= 8 else { return }
    count = Int(BoxLayout.number(bytes[4..<8]))
    guard handler == "vide" else { return }
    for entry in Self.parts(bytes[8...]) {
      if ["hvc2", "hev2", "lhv1", "lhe1", "mvc1", "mvc2", "mvc3", "mvc4", "svc1", "svc2"].contains(entry.name)
      {
        layers.append("a description of layered samples (\(entry.name))")
      }
      add(entry: Self.parts(entry.bytes.dropFirst(Self.visualHeader - 8)))
    }
  }

  private mutating func add(entry boxes: [(name: String, bytes: ArraySlice<UInt8>)]) {
    var colour = Colour()
    for box in boxes {
      switch box.name {
      case "lhvC", "mvcC", "svcC": layers.append("a record of another layer (\(box.name))")
      case "hvcC": layers += CodecRecord.hevcLayers(box.bytes)
      case "avcC": layers += CodecRecord.h264Layers(box.bytes)
      case "colr" where colour == Colour(): colour = Self.colour(Array(box.bytes))
      default: break
      }
    }
    colours.append(colour)
  }

  /// ISO/IEC 14496-12, section 12.1.5; QuickTime's kind (`nclc`) says no range.
  private static func colour(_ bytes: [UInt8]) -> Colour {
    let kind = String(decoding: bytes.prefix(4), as: UTF8.self)
    guard ["nclx", "nclc"].contains(kind), bytes.count >= 10 else { return Colour() }
    var colour = Colour()
    colour.primaries = H273.primaries[BoxLayout.number(bytes[4..<6])]
    colour.transfer = H273.transfer[BoxLayout.number(bytes[6..<8])]
    colour.matrix = H273.matrix[BoxLayout.number(bytes[8..<10])]
    if kind == "nclx", bytes.count >= 11 { colour.range = bytes[10] & 0x80 != 0 ? "pc" : "tv" }
    return colour
  }

  /// The boxes that follow each other in some bytes.
  private static func parts(_ bytes: ArraySlice<UInt8>) -> [(name: String, bytes: ArraySlice<UInt8>)] {
    var (found, rest): ([(name: String, bytes: ArraySlice<UInt8>)], _) = ([], bytes)
    while rest.count >= 8 {
      let length = Int(BoxLayout.number(rest.prefix(4)))
      guard length >= 8, length <= rest.count else { break }
      found.append(
        (String(decoding: rest.dropFirst(4).prefix(4), as: UTF8.self), rest.prefix(length).dropFirst(8)))
      rest = rest.dropFirst(length)
    }
    return found
  }
}

extension MediaInfo {
  /// Takes in what ffprobe did not tell. Tracks belong to streams by their order among those of their kind; where the numbers
  /// are not the same, what any of them says counts for all.
  mutating func add(_ descriptions: SampleDescriptions) {
    for (handler, kind) in [("vide", MediaStream.Kind.video), ("soun", .audio)] {
      let tracks = descriptions.tracks.filter { $0.handler == handler }
      let places = streams.indices.filter { streams[$0].kind == kind && !streams[$0].isPicture }
      for (number, place) in places.enumerated() {
        let facts = places.count == tracks.count ? [tracks[number]] : tracks
        streams[place].descriptions = facts.map(\.count).max() ?? 0
        streams[place].layers = SortedSet(facts.flatMap(\.layers))
        let colours = Set(facts.flatMap(\.colours))
        streams[place].colourChanges = facts.count == 1 && colours.count > 1
        streams[place].written = colours.count == 1 ? colours.first ?? Colour() : Colour()
      }
    }
  }
}
