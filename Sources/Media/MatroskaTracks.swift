/// Whether a Matroska file's tracks have parts of their pictures left out by players (RFC 9559, PixelCrop...), which
/// ffprobe does not pass on.
struct MatroskaTracks {
  private(set) var isCropped = false

  private typealias Read = (_ count: Int, _ offset: Int64) throws -> [UInt8]
  private static let segment: UInt64 = 0x1853_8067, seekHead: UInt64 = 0x114d_9b74,
    tracks: UInt64 = 0x1654_ae6b
  private static let cluster: UInt64 = 0x1f43_b675, seek: UInt64 = 0x4dbb, seekID: UInt64 = 0x53ab
  private static let seekPosition: UInt64 = 0x53ac, entry: UInt64 = 0xae, video: UInt64 = 0xe0
  // PixelCropBottom, -Top, -Left, -Right.
  private static let crops: [UInt64] = [0x54aa, 0x54bb, 0x54cc, 0x54dd]
  /// The most bytes of tracks, and the most elements before them, that are looked at; no film has nearly as many.
  private static let largest = 16 << 20, most = 10_000

  /// `read` gives the bytes at a place, fewer at the end. The tracks stand before the first cluster, or where an index
  /// that stands there says: mkvpropedit moves them to the end when they have outgrown their place.
  init(_ read: (_ count: Int, _ offset: Int64) throws -> [UInt8]) throws {
    var place: Int64 = 0
    var start: Int64?
    var listed: [Int64] = []
    for _ in 0..<Self.most {
      guard let element = EBMLElement(try read(12, place)) else { return }
      let content = place + Int64(element.header)
      switch element.id {
      case Self.segment where start == nil:
        start = content
        place = content
        continue
      case Self.tracks:
        isCropped = Self.isCropped(try Self.content(element, content, read))
        return
      case Self.seekHead:
        listed += Self.listed(try Self.content(element, content, read)[...]).map { $0 + (start ?? 0) }
      case Self.cluster:
        for place in listed {
          guard let element = EBMLElement(try read(12, place)), element.id == Self.tracks else { continue }
          isCropped = Self.isCropped(try Self.content(element, place + Int64(element.header), read))
        }
        return
      default: break
      }
      guard let size = element.size, case let (next, isTooFar) = content.addingReportingOverflow(size),
        !isTooFar
      else { return }
      place = next
    }
  }

  private static func content(_ element: EBMLElement, _ place: Int64, _ read: Read) throws -> [UInt8] {
    try read(Int(min(element.size ?? 0, Int64(largest))), place)
  }

  /// The places, counted from the segment's content, that an index gives for tracks.
  private static func listed(_ index: ArraySlice<UInt8>) -> [Int64] {
    EBMLElement.children(of: index).filter { $0.id == seek }.compactMap { seek in
      let fields = EBMLElement.children(of: seek.content)
      guard fields.first(where: { $0.id == seekID }).map({ EBMLElement.number($0.content) }) == tracks,
        let position = fields.first(where: { $0.id == seekPosition })
      else { return nil }
      return Int64(exactly: EBMLElement.number(position.content)).flatMap { $0 < 1 << 56 ? $0 : nil }
    }
  }

  private static func isCropped(_ tracks: [UInt8]) -> Bool {
    EBMLElement.children(of: tracks[...]).filter { $0.id == entry }
      .flatMap { EBMLElement.children(of: $0.content) }.filter { $0.id == video }
      .flatMap { EBMLElement.children(of: $0.content) }
      .contains { crops.contains($0.id) && EBMLElement.number($0.content) > 0 }
  }
}

/// The head of an element of EBML (RFC 8794, section 6).
struct EBMLElement {
  let id: UInt64
  /// Bytes of the head, and of the content; nil where that is not known, as in a live stream.
  let header: Int, size: Int64?

  /// Reads the head at the beginning of some bytes; nil if there is none.
  init?(_ bytes: some Collection<UInt8>) {
    guard let first = bytes.first, first.leadingZeroBitCount < 4 else { return nil }
    let width = first.leadingZeroBitCount + 1
    let rest = bytes.dropFirst(width)
    guard let mark = rest.first, mark != 0 else { return nil }
    let length = mark.leadingZeroBitCount + 1
    guard rest.count >= length else { return nil }
    id = Self.number(bytes.prefix(width))
    header = width + length
    let value = Self.number(rest.prefix(length)) & (1 << (7 * UInt64(length)) - 1)
    size = value == 1 << (7 * UInt64(length)) - 1 ? nil : Int64(value)
  }

  /// The elements that follow each other in some bytes, up to the first that is not all there.
  static func children(of bytes: ArraySlice<UInt8>) -> [(id: UInt64, content: ArraySlice<UInt8>)] {
    var (found, rest): ([(id: UInt64, content: ArraySlice<UInt8>)], _) = ([], bytes)
    while let element = EBMLElement(rest), let size = element.size, size <= Int64(rest.count - element.header)
    {
      let content = rest.dropFirst(element.header).prefix(Int(size))
      found.append((element.id, content))
      rest = rest[content.endIndex...]
    }
    return found
  }

  /// Bytes as a number, highest first.
  static func number(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
