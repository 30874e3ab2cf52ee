import Synchronization

@testable import Media

/// A file in memory that counts how often and how much of it is read.
final class Bytes: Sendable {
  let content: [UInt8]
  private let seen = Mutex((reads: 0, bytes: 0))
  var reads: Int { seen.withLock(\.reads) }
  var bytesRead: Int { seen.withLock(\.bytes) }

  init(_ content: [UInt8]) { self.content = content }

  func reader(_ limits: ContainerReader.Limits = .init()) -> ContainerReader {
    ContainerReader(size: Int64(content.count), limits: limits) { [self] count, place in
      let bytes = content.dropFirst(Int(place)).prefix(count)
      seen.withLock { $0 = ($0.reads + 1, $0.bytes + bytes.count) }
      return Array(bytes)
    }
  }
}

/// Elements of Matroska (RFC 9559), as short as they can be written with lengths of eight bytes.
enum Element {
  static let header: [UInt8] = [0x1a, 0x45, 0xdf, 0xa3, 0x80]
  static let void: [UInt8] = [0xec, 0x80]
  static let cluster: [UInt8] = [0x1f, 0x43, 0xb6, 0x75, 0x83, 1, 2, 3]

  static func with(_ id: [UInt8], _ content: [UInt8]) -> [UInt8] {
    id + [1] + (0..<7).reversed().map { UInt8(truncatingIfNeeded: content.count >> (8 * $0)) } + content
  }
  static func segment(_ content: [UInt8]) -> [UInt8] { header + with([0x18, 0x53, 0x80, 0x67], content) }
  static func tracks(_ content: [UInt8]) -> [UInt8] { with([0x16, 0x54, 0xae, 0x6b], with([0xae], content)) }
  static func chapters(_ content: [UInt8]) -> [UInt8] {
    with([0x10, 0x43, 0xa7, 0x70], with([0x45, 0xb9], content))
  }
  static func attachments(_ content: [UInt8]) -> [UInt8] { with([0x19, 0x41, 0xa4, 0x69], content) }
  static func file(_ content: [UInt8]) -> [UInt8] {
    with([0x61, 0xa7], [0x46, 0x6e, 0x81, 65] + with([0x46, 0x5c], content))
  }

  /// An index whose entries name places, counted from where it begins, and what is said to be there.
  static func index(_ places: [Int], of id: [UInt8]? = nil) -> [UInt8] {
    let entries = places.flatMap { place -> [UInt8] in
      let id = id.map { [0x53, 0xab, 0x80 | UInt8($0.count)] + $0 } ?? []
      let position: [UInt8] = [0x53, 0xac, 0x84] + (0..<4).reversed().map { UInt8(place >> (8 * $0) & 0xff) }
      return [0x4d, 0xbb, 0x80 | UInt8(id.count + position.count)] + id + position
    }
    return with([0x11, 0x4d, 0x9b, 0x74], entries)
  }
}

/// A box (ISO/IEC 14496-12, section 4.2).
func box(_ name: String, _ content: [UInt8]) -> [UInt8] {
  (0..<4).reversed().map { UInt8((content.count + 8) >> (8 * $0) & 0xff) } + Array(name.utf8) + content
}

/// The same bytes so many times.
func times(_ count: Int, _ bytes: [UInt8]) -> [UInt8] {
  Array(Array(repeating: bytes, count: count).joined())
}
