/// An element of Matroska in memory: its number, and its content as bytes (RFC 8794).
struct ElementNode: Hashable, Sendable {
  var id: UInt32
  var body: [UInt8]

  init(_ id: UInt32, _ body: [UInt8]) { (self.id, self.body) = (id, body) }

  /// An element that holds others.
  init(_ id: UInt32, _ children: [ElementNode]) { self.init(id, children.flatMap { $0.encoded() }) }

  /// An element that holds a number, in as few bytes as it takes.
  init(_ id: UInt32, number: UInt64) {
    let width = max(1, 8 - number.leadingZeroBitCount / 8)
    self.init(id, (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) })
  }

  /// More elements side by side than any film's description has.
  private static let most = 1 << 15

  /// The elements that bytes consist of, to the last byte; nil when they do not, and when there are too many.
  static func list(_ bytes: some RandomAccessCollection<UInt8>) -> [ElementNode]? {
    let bytes = Array(bytes)
    var (found, place): ([ElementNode], Int) = ([], 0)
    while place < bytes.count {
      guard let head = ElementHead(bytes[place...]), let length = head.content, found.count < most,
        length <= Int64(bytes.count - place - head.length)
      else { return nil }
      let start = place + head.length
      found.append(ElementNode(head.id, Array(bytes[start..<start + Int(length)])))
      place = start + Int(length)
    }
    return found
  }

  /// The elements in it; none when its content does not consist of any.
  var children: [ElementNode] { Self.list(body) ?? [] }

  /// The number that it holds; nil when it is longer than numbers are.
  var number: UInt64? { body.count > 8 ? nil : body.reduce(0) { $0 << 8 | UInt64($1) } }

  /// The text that it holds.
  var text: String { String(decoding: body.prefix { $0 != 0 }, as: UTF8.self) }

  /// As bytes, with its length in as few of them as it takes, or in more.
  func encoded(lengthWidth: Int = 1) -> [UInt8] {
    ElementHead.bytes(ofID: id) + ElementHead.bytes(ofLength: UInt64(body.count), width: lengthWidth) + body
  }

  /// So many bytes that say nothing, from two on.
  static func void(_ count: Int) -> [UInt8] {
    count <= 128
      ? ElementNode(ID.void, [UInt8](repeating: 0, count: max(0, count - 2))).encoded()
      : ElementNode(ID.void, [UInt8](repeating: 0, count: count - 9)).encoded(lengthWidth: 8)
  }
}

extension [ElementNode] {
  /// The first with a number.
  func first(_ id: UInt32) -> ElementNode? { first { $0.id == id } }

  /// Puts another in the place of those with its number, or behind all.
  mutating func set(_ node: ElementNode) {
    let place = firstIndex { $0.id == node.id } ?? count
    removeAll { $0.id == node.id }
    insert(node, at: Swift.min(place, count))
  }

  /// Makes those with a number what they are in others.
  mutating func copy(_ id: UInt32, from others: [ElementNode]) {
    if let node = others.first(id) { set(node) } else { removeAll { $0.id == id } }
  }

  /// Without what only guards or fills bytes.
  var telling: [ElementNode] { filter { $0.id != ID.void && $0.id != ID.checksum } }

  typealias ID = ElementNode.ID
}
