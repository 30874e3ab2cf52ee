/// A file of nested elements, of which a few bytes are read here and there (RFC 8794).
struct EBML {
  /// An element's number and where its content lies.
  struct Element {
    let id: UInt64
    let content: Range<Int64>
  }

  /// The reader, which keeps the limits for the file.
  let reader: ContainerReader
  /// Bytes of the file.
  var size: Int64 { reader.size }

  init(_ reader: ContainerReader) { self.reader = reader }

  /// Reads with a function that gives the bytes at a place; fewer at the end of the file.
  init(size: Int64, read: @escaping (_ count: Int, _ offset: Int64) throws -> [UInt8]) {
    reader = ContainerReader(size: size, fetch: read)
  }

  /// The elements that lie in a range, up to one that does not fit; `until` ends it early. What runs past the end of
  /// the file, as the rest of one that was cut off does, is taken up to there.
  func children(in range: Range<Int64>, most: Int = .max, until: (Element) -> Bool = { _ in false }) throws
    -> [Element]
  {
    var found: [Element] = []
    var place = range.lowerBound
    while place < range.upperBound, found.count < most, let element = try element(at: place, range.upperBound)
    {
      if until(element) { break }
      try reader.countElement()
      found.append(element)
      place = element.content.upperBound
    }
    return found
  }

  /// Passes the same elements one by one, of which there may be very many, until one of them returns false.
  func pass(_ range: Range<Int64>, _ goOn: (Element) throws -> Bool) throws {
    var place = range.lowerBound
    while place < range.upperBound, let element = try element(at: place, range.upperBound) {
      try reader.countPassed()
      if try !goOn(element) { return }
      place = element.content.upperBound
    }
  }

  /// Returns the content of a short element.
  func bytes(of element: Element) throws -> [UInt8] {
    try reader.content(
      Int(min(element.content.upperBound - element.content.lowerBound, 4096)),
      at: element.content.lowerBound)
  }

  /// The text that a short element holds.
  func text(in element: Element) throws -> String {
    String(decoding: try bytes(of: element).prefix { $0 != 0 }, as: UTF8.self)
  }

  /// The number that a short element holds.
  func number(in element: Element) throws -> UInt64 {
    try bytes(of: element).suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func element(at place: Int64, _ end: Int64) throws -> Element? {
    let header = try reader.head(12, at: place)
    guard let (id, idWidth) = Self.number(header, keepsMark: true), idWidth <= 4,
      let (length, width) = Self.number(header.dropFirst(idWidth), keepsMark: false)
    else { return nil }
    let (start, isOut) = place.addingReportingOverflow(Int64(idWidth + width))
    if isOut || start > end { return nil }
    // A length that was not known when it was written, as in a live stream.
    if length == 1 << (7 * UInt64(width)) - 1 { return Element(id: id, content: start..<end) }
    let (upper, overflow) = start.addingReportingOverflow(Int64(clamping: length))
    let fits = !overflow && upper <= end
    return fits || end == size ? Element(id: id, content: start..<(fits ? upper : end)) : nil
  }

  /// A number whose first byte says how many it takes.
  private static func number(_ bytes: ArraySlice<UInt8>, keepsMark: Bool) -> (UInt64, Int)? {
    guard let first = bytes.first, first != 0 else { return nil }
    let width = first.leadingZeroBitCount + 1
    guard bytes.count >= width else { return nil }
    let marked = bytes.prefix(width).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return (keepsMark ? marked : marked - 1 << (7 * UInt64(width)), width)
  }
}
