internal import Platform

extension Path {
  /// This path from `base` when relative, without `.`, `..` and double slashes.
  ///
  /// It goes by the names alone: `..` after a symbolic link means the directory that holds the link.
  /// - Returns: an absolute path, whatever `base` is.
  func resolved(against base: Path) -> Path {
    let slash = UInt8(ascii: "/")
    let whole = isAbsolute ? bytes : base.bytes + [slash] + bytes
    var parts: [ArraySlice<UInt8>] = []
    for part in whole.split(separator: slash) {
      switch Array(part) {
      case Array(".".utf8): continue
      case Array("..".utf8): _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return Path(bytes: [slash] + parts.joined(separator: [slash]))
  }
}
