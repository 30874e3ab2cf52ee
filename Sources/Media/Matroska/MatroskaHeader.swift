/// What a Matroska file says before its first picture that ffprobe does not pass on (RFC 8794, RFC 9559).
struct MatroskaHeader {
  /// How much of a file is looked at, in bytes; attachments may stand before the chapters.
  static let length = 4 << 20

  let isWebM: Bool
  let isLinked: Bool
  /// Where the film ends, when its header says so; what begins there is another.
  let end: Int64?

  init(_ start: [UInt8]) {
    // EBML's DocType, of four bytes: "webm".
    isWebM = Self.holds([0x42, 0x82, 0x84] + Array("webm".utf8), start.prefix(64))
    // EditionFlagOrdered = 1; ChapterSegmentUUID, PrevUUID, NextUUID, of 16 bytes.
    let links: [[UInt8]] = [
      [0x45, 0xdd, 0x81, 0x01], [0x6e, 0x67, 0x90], [0x3c, 0xb9, 0x23, 0x90], [0x3e, 0xb9, 0x23, 0x90],
    ]
    let cluster = Self.find([0x1f, 0x43, 0xb6, 0x75], in: start[...]) ?? start.endIndex
    isLinked = links.contains { Self.holds($0, start[..<cluster]) }
    end = Self.content(of: Self.document, at: 0, in: start).flatMap {
      Self.content(of: [0x18, 0x53, 0x80, 0x67], at: $0.upperBound, in: start)?.upperBound
    }
  }

  /// How every file begins: the element EBML.
  static let document: [UInt8] = [0x1a, 0x45, 0xdf, 0xa3]

  /// Where an element's content lies; nil if another one is there, or its size is unknown, as in a live stream.
  private static func content(of name: [UInt8], at place: Int64, in bytes: [UInt8]) -> Range<Int64>? {
    guard place >= 0, place <= Int64(bytes.count) else { return nil }
    let rest = bytes[Int(place)...]
    let size = rest.dropFirst(name.count)
    guard rest.starts(with: name), let first = size.first, first != 0 else { return nil }
    let width = first.leadingZeroBitCount + 1
    guard size.count >= width else { return nil }
    let marked = size.prefix(width).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let value = marked - 1 << (7 * UInt64(width))
    if value == 1 << (7 * UInt64(width)) - 1 { return nil }
    let start = place + Int64(name.count + width)
    return start..<start + Int64(value)
  }

  private static func holds(_ pattern: [UInt8], _ bytes: ArraySlice<UInt8>) -> Bool {
    find(pattern, in: bytes) != nil
  }

  private static func find(_ pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      guard buffer.count >= pattern.count else { return nil }
      return (0...(buffer.count - pattern.count)).first { place in
        buffer[place] == pattern[0] && pattern.indices.allSatisfy { buffer[place + $0] == pattern[$0] }
      }.map { bytes.startIndex + $0 }
    }
  }
}
