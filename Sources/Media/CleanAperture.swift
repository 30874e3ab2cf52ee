/// Whether an MP4 or QuickTime file has players leave out a part of its pictures: a `clap` box (ISO/IEC 14496-12,
/// section 12.1.4) that is smaller than the picture, of which ffprobe says nothing.
struct CleanAperture {
  private(set) var isCropped = false

  /// The most bytes of a description of samples that are looked at.
  private static let largest: Int64 = 1 << 20
  /// The bytes in a visual sample entry before its own boxes, beginning with its size and name.
  private static let entryHeader = 86

  /// Looks through the box `moov` that has its content in a range of the file. Throws a `Reason` for more boxes than any
  /// film has.
  init(moov: Range<Int64>, in file: ContainerReader) throws {
    for track in try Self.boxes("trak", in: moov, file) {
      var found = [track]
      for name in ["mdia", "minf", "stbl", "stsd"] {
        found = try found.flatMap { try Self.boxes(name, in: $0, file) }
        // Only pictures have a video media header beside their samples.
        if name == "minf" { found = try found.filter { try !Self.boxes("vmhd", in: $0, file).isEmpty } }
      }
      for description in found {
        let length = min(description.upperBound - description.lowerBound, Self.largest)
        let bytes = try file.content(Int(length), at: description.lowerBound)
        if Self.entries(bytes.dropFirst(8)).contains(where: Self.isCropped) { isCropped = true }
      }
    }
  }

  /// The contents of the boxes with a name that follow each other in a range.
  private static func boxes(_ name: String, in range: Range<Int64>, _ file: ContainerReader) throws -> [Range<
    Int64
  >] {
    var (found, place): ([Range<Int64>], _) = ([], range.lowerBound)
    while place <= range.upperBound - 8 {
      try file.countElement()
      let header = Array(try file.head(16, at: place))
      guard header.count >= 8, let length = BoxLayout.length(header, left: range.upperBound - place),
        length <= range.upperBound - place
      else { break }
      let start = place + (BoxLayout.number(header[..<4]) == 1 ? 16 : 8)
      if header[4..<8].elementsEqual(name.utf8), start <= place + length {
        found.append(start..<place + length)
      }
      place += length
    }
    return found
  }

  /// The boxes that follow each other in some bytes, heads and all.
  private static func entries(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var (found, rest): ([ArraySlice<UInt8>], _) = ([], bytes)
    while rest.count >= 8 {
      let length = Int(BoxLayout.number(rest.prefix(4)))
      guard length >= 8, length <= rest.count else { break }
      found.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return found
  }

  private static func isCropped(_ entry: ArraySlice<UInt8>) -> Bool {
    guard entry.count > entryHeader else { return false }
    let clap = entries(entry.dropFirst(entryHeader)).first {
      $0.dropFirst(4).prefix(4).elementsEqual("clap".utf8)
    }
    guard let clap, clap.count >= 40 else { return false }
    func number(_ bytes: ArraySlice<UInt8>, at place: Int, _ count: Int) -> UInt64 {
      BoxLayout.number(bytes.dropFirst(place).prefix(count))
    }
    // Width, height, and how far its middle is from the picture's, each over a denominator.
    let said = stride(from: 8, to: 40, by: 8).map {
      (number(clap, at: $0, 4), over: max(number(clap, at: $0 + 4, 4), 1))
    }
    let size = [number(entry, at: 32, 2), number(entry, at: 34, 2)]
    return zip(said, size).contains { $0.0 != $1 * $0.over } || said[2...].contains { $0.0 != 0 }
  }
}
