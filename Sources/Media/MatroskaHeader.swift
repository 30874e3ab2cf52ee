/// What a Matroska file says before its first picture that ffprobe does not pass on (RFC 8794, RFC 9559).
struct MatroskaHeader {
  /// How much of a file is looked at, in bytes; attachments may stand before the chapters.
  static let length = 4 << 20

  let isWebM: Bool
  let isLinked: Bool

  init(_ start: [UInt8]) {
    // EBML's DocType, of four bytes: "webm".
    isWebM = Self.holds([0x42, 0x82, 0x84] + Array("webm".utf8), start.prefix(64))
    // EditionFlagOrdered = 1; ChapterSegmentUUID, PrevUUID, NextUUID, of 16 bytes.
    let links: [[UInt8]] = [
      [0x45, 0xdd, 0x81, 0x01], [0x6e, 0x67, 0x90], [0x3c, 0xb9, 0x23, 0x90], [0x3e, 0xb9, 0x23, 0x90],
    ]
    let cluster = Self.find([0x1f, 0x43, 0xb6, 0x75], in: start[...]) ?? start.endIndex
    isLinked = links.contains { Self.holds($0, start[..<cluster]) }
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
