/// A file path as the kernel knows it: bytes, never text.
///
/// Two names that look alike (NFC and NFD spellings, invalid UTF-8) stay different, which Swift's
/// `String` and Foundation's file API do not guarantee.
public struct Path: Hashable, Sendable, Comparable {
  /// The bytes, without a terminating zero.
  public let bytes: [UInt8]

  /// A path from raw bytes; anything from the first zero byte on is dropped, as the kernel would.
  public init(bytes: some Sequence<UInt8>) {
    // Most paths have no zero byte, and a rescan makes one for every file.
    let all = Array(bytes)
    self.bytes = all.firstIndex(of: 0).map { Array(all[..<$0]) } ?? all
  }

  /// A path from text, for names that come from our own code or from configuration.
  public init(_ text: String) {
    self.init(bytes: text.utf8)
  }

  /// The path as people are shown it (`VisibleText`).
  public var display: String { VisibleText.of(bytes: bytes) }

  /// The exact text when the bytes are UTF-8, else nil.
  public var utf8: String? { String(validating: bytes, as: UTF8.self) }

  /// Whether the path starts at the root directory.
  public var isAbsolute: Bool { bytes.first == Self.slash }

  /// The last component; empty for the root directory.
  public var name: [UInt8] { Array(trimmed[(lastSlash.map { $0 + 1 } ?? 0)...]) }

  /// Everything before the last component: `.` when there is none.
  public var parent: Path {
    guard let slash = lastSlash else { return Path(".") }
    return slash == 0 ? Path("/") : Path(bytes: trimmed[..<slash])
  }

  /// The last component's extension in lower case without its dot; empty when there is none.
  public var fileExtension: String { Self.fileExtension(of: name[...]) }

  /// The extension of a single name, in the same form.
  public static func fileExtension(of name: ArraySlice<UInt8>) -> String {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return "" }
    return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
  }

  /// The way from a directory above to this path, without a slash at its beginning.
  public func bytes(below directory: Path) -> ArraySlice<UInt8> {
    bytes.dropFirst(directory.trimmed.count).drop { $0 == Self.slash }
  }

  /// This path with one more component.
  public func appending(_ name: [UInt8]) -> Path {
    Path(bytes: bytes.isEmpty || bytes.last == Self.slash ? bytes + name : bytes + [Self.slash] + name)
  }

  /// This path with one more component, or several joined by slashes.
  public func appending(_ name: String) -> Path { appending(Array(name.utf8)) }

  /// This path with bytes added to its last component, as in `film.mkv` to `film.mkv.orig`.
  public func suffixed(_ suffix: String) -> Path { Path(bytes: bytes + Array(suffix.utf8)) }

  /// This path with its last component's extension replaced, as in `film.avi` to `film.mkv`; added where there is none.
  public func with(fileExtension: String) -> Path {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else {
      return suffixed(".\(fileExtension)")
    }
    return Path(bytes: bytes.dropLast(name.count - dot)).suffixed(".\(fileExtension)")
  }

  /// Whether this path is `directory` itself or lies below it, compared component by component.
  public func isWithin(_ directory: Path) -> Bool {
    let prefix = directory.trimmed
    if prefix == [Self.slash] { return isAbsolute }
    return bytes.starts(with: prefix) && (bytes.count == prefix.count || bytes[prefix.count] == Self.slash)
  }

  /// Byte order, so that listings are the same on every machine.
  public static func < (a: Path, b: Path) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

  /// Calls `body` with the path as a C string.
  public func withCString<R>(_ body: (UnsafePointer<CChar>) throws -> R) rethrows -> R {
    try (bytes + [0]).withUnsafeBufferPointer { buffer in
      try buffer.withMemoryRebound(to: CChar.self) { text in
        guard let base = text.baseAddress else { preconditionFailure("a C string is never empty") }
        return try body(base)
      }
    }
  }

  private static let slash = UInt8(ascii: "/")
  private var trimmed: [UInt8] {
    var end = bytes.endIndex
    while end > 1, bytes[end - 1] == Self.slash { end -= 1 }
    return Array(bytes[..<end])
  }
  private var lastSlash: Int? { trimmed.lastIndex(of: Self.slash) }
}

extension Path: CustomStringConvertible {
  /// The readable form, for messages.
  public var description: String { display }
}
