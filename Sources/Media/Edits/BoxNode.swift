import Platform

/// A box of MP4 or QuickTime in memory: its name, and its content as bytes (ISO/IEC 14496-12, section 4.2).
struct BoxNode: Hashable, Sendable {
  /// Four characters, in which © is one byte.
  struct Name: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    let bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes.prefix(4)) }
    init(stringLiteral text: String) {
      self.init(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
    }

    /// As people read it.
    var description: String {
      String(
        String.UnicodeScalarView(
          bytes.map { (0x20..<0x7f).contains($0) || $0 == 0xa9 ? Unicode.Scalar($0) : "?" }))
    }
  }

  var name: Name
  var body: [UInt8]

  init(_ name: Name, _ body: [UInt8]) { (self.name, self.body) = (name, body) }

  /// A box that holds others.
  init(_ name: Name, _ children: [BoxNode]) { self.init(name, children.flatMap(\.encoded)) }

  /// More boxes side by side than any film's description has.
  private static let most = 1 << 15

  /// The boxes that bytes consist of; nil when they do not. QuickTime may end a list with zeros.
  static func list(_ bytes: some RandomAccessCollection<UInt8>) -> [BoxNode]? {
    let bytes = Array(bytes)
    var (found, place): ([BoxNode], Int) = ([], 0)
    while bytes.count - place >= 8 {
      let header = bytes[place..<min(place + 16, bytes.count)]
      let left = bytes.count - place
      guard found.count < most, let length = BoxHead(header, left: Int64(left)), length.whole <= Int64(left)
      else {
        return bytes[place...].allSatisfy { $0 == 0 } ? found : nil
      }
      let end = place + Int(length.whole)
      found.append(BoxNode(length.name, Array(bytes[place + length.head..<end])))
      place = end
    }
    return bytes[place...].allSatisfy { $0 == 0 } ? found : nil
  }

  /// The boxes in it; none when its content does not consist of any.
  var children: [BoxNode] { Self.list(body) ?? [] }

  /// Its name and the hash of its content, for people.
  var summary: String { "\(body.count) bytes \(SHA256.hash(of: body).prefix(16))" }

  /// As bytes.
  var encoded: [UInt8] {
    let length = body.count + 8
    if length <= UInt32.max { return Self.bytes(UInt64(length), 4) + name.bytes + body }
    return Self.bytes(1, 4) + name.bytes + Self.bytes(UInt64(length) + 8, 8) + body
  }

  /// A number in so many bytes, the largest part first.
  static func bytes(_ number: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
  }

  /// Nothing, in so many bytes from eight on.
  static func free(_ count: Int) -> [UInt8] {
    BoxNode("free", [UInt8](repeating: 0, count: max(0, count - 8))).encoded
  }
}

/// The head of a box, before its content.
struct BoxHead {
  let name: BoxNode.Name
  /// Bytes of the head itself.
  let head: Int
  /// Bytes of the box with its head.
  let whole: Int64

  /// Reads what up to 16 bytes begin with, where so many are left; nil when it is no box.
  init?(_ bytes: some Collection<UInt8>, left: Int64) {
    let bytes = Array(bytes)
    guard bytes.count >= 8, let length = BoxLayout.length(bytes, left: left) else { return nil }
    name = BoxNode.Name(bytes[4..<8])
    head = BoxLayout.number(bytes[..<4]) == 1 ? 16 : 8
    whole = length
    if length < Int64(head) { return nil }
  }
}

extension [BoxNode] {
  /// The first with a name.
  func first(_ name: BoxNode.Name) -> BoxNode? { first { $0.name == name } }

  /// Changes the first box with a name, which is added at the end where there is none.
  mutating func change(_ name: BoxNode.Name, _ body: (inout [BoxNode]) -> Void) {
    let place = firstIndex { $0.name == name }
    var children = place.map { self[$0].children } ?? []
    body(&children)
    if let place {
      self[place] = BoxNode(name, children)
    } else if !children.isEmpty {
      append(BoxNode(name, children))
    }
  }

  /// Puts boxes in the place of all that have their names.
  mutating func replace(by others: [BoxNode]) {
    let names = Set(others.map(\.name))
    removeAll { names.contains($0.name) }
    self += others
  }
}
