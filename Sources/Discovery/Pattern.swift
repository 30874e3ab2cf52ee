import Platform

/// A pattern of `include` or `exclude`, held against a file's place below its root, byte by byte.
///
/// `*` and `?` stop at a slash, `**` does not, `[a-c]` and `[!x]` are one byte of a set, `\` takes the next byte
/// as it is. Without a slash the pattern is held against every single name on the way (as in gitignore(5)).
public struct Pattern: Hashable, Sendable {
  private let bytes: [UInt8]
  private let isPath: Bool

  /// A pattern from its text; every text is one.
  public init(_ text: String) {
    var bytes = Array(text.utf8)
    if bytes.last == Self.slash { bytes.removeLast() }
    self.bytes = bytes
    isPath = bytes.contains(Self.slash)
  }

  /// Whether a place such as `Kids/Cartoons/a.mkv`, or a directory that it lies in, matches.
  public func matches(_ place: some Collection<UInt8>) -> Bool {
    let place = Array(place)
    if !isPath { return place.split(separator: Self.slash).contains { matches($0, from: 0) } }
    var ends = place.indices.filter { place[$0] == Self.slash }
    ends.append(place.count)
    return ends.contains { matches(place[..<$0], from: 0) }
  }

  /// The usual walk with one point to come back to per kind of star; no more work than length times length.
  private func matches(_ text: ArraySlice<UInt8>, from start: Int) -> Bool {
    var reachable: Set<Int> = [text.startIndex]
    var index = start
    while index < bytes.count, !reachable.isEmpty {
      let token = Token(bytes, at: &index)
      reachable = reachable.reduce(into: []) { $0.formUnion(token.ends(in: text, from: $1)) }
    }
    return reachable.contains(text.endIndex)
  }

  fileprivate static let slash = UInt8(ascii: "/")
}

/// One element of a pattern.
private enum Token {
  case byte(UInt8)
  case anyByte
  case stars(acrossSlashes: Bool)
  case oneOf([ClosedRange<UInt8>], negated: Bool)

  /// Reads the element at `index` and moves past it.
  init(_ pattern: [UInt8], at index: inout Int) {
    let byte = pattern[index]
    index += 1
    switch byte {
    case UInt8(ascii: "?"): self = .anyByte
    case UInt8(ascii: "*"):
      let first = index
      while index < pattern.count, pattern[index] == byte { index += 1 }
      // `**/` is also no directory at all, so that `**/a` matches `a`.
      if index > first, index < pattern.count, pattern[index] == Pattern.slash { index += 1 }
      self = .stars(acrossSlashes: index > first)
    case UInt8(ascii: "\\") where index < pattern.count:
      self = .byte(pattern[index])
      index += 1
    case UInt8(ascii: "["):
      if let (set, negated, end) = Self.set(pattern, from: index) {
        self = .oneOf(set, negated: negated)
        index = end
      } else {
        self = .byte(byte)
      }
    default: self = .byte(byte)
    }
  }

  /// The set that begins behind a bracket, and where it ends; nil when no bracket closes it.
  private static func set(_ pattern: [UInt8], from start: Int) -> ([ClosedRange<UInt8>], Bool, Int)? {
    var index = start
    let negated = index < pattern.count && [UInt8(ascii: "!"), UInt8(ascii: "^")].contains(pattern[index])
    if negated { index += 1 }
    var set: [ClosedRange<UInt8>] = []
    while index < pattern.count {
      let low = pattern[index]
      if low == UInt8(ascii: "]"), !set.isEmpty { return (set, negated, index + 1) }
      if index + 2 < pattern.count, pattern[index + 1] == UInt8(ascii: "-"),
        pattern[index + 2] != UInt8(ascii: "]"), pattern[index + 2] >= low
      {
        set.append(low...pattern[index + 2])
        index += 3
      } else {
        set.append(low...low)
        index += 1
      }
    }
    return nil
  }

  /// Everywhere that a match of this element, begun at `start`, may end.
  func ends(in text: ArraySlice<UInt8>, from start: Int) -> Set<Int> {
    let next = start < text.endIndex ? text[start] : nil
    switch self {
    case .byte(let byte): return next == byte ? [start + 1] : []
    case .anyByte: return next.map { $0 != Pattern.slash } == true ? [start + 1] : []
    case .oneOf(let set, let negated):
      guard let next, next != Pattern.slash else { return [] }
      return set.contains { $0.contains(next) } != negated ? [start + 1] : []
    case .stars(let acrossSlashes):
      let end = acrossSlashes ? nil : text[start...].firstIndex(of: Pattern.slash)
      return Set(start...(end ?? text.endIndex))
    }
  }
}
