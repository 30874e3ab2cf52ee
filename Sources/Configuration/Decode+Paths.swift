internal import Platform

extension Decode where Value == Path {
  /// A path; a relative one starts from the config file's directory.
  static var path: Decode {
    Decode { value, reading in
      guard case .string(let text) = value.content else { return reading.mismatch(value, "a path in quotes") }
      if text.isEmpty {
        return reading.reject(value, "is an empty path; write a directory such as \"/media\"")
      }
      if text.utf8.contains(0) {
        return reading.reject(value, "is \(quoted(text)) with a zero byte, which no path can have; remove it")
      }
      if text == "~" || text.hasPrefix("~/") {
        return reading.reject(value, "is \(quoted(text)), but '~' means nothing here; write the whole path")
      }
      // PATH_MAX of Linux, less its terminator.
      if text.utf8.count > 4095 {
        return reading.reject(value, "is a path of \(text.utf8.count) bytes; no path has more than 4095")
      }
      return Path(text).resolved(against: reading.base)
    }
  }
}

extension Decode where Value == Path? {
  /// A directory that has a default when it is not set.
  static var directory: Decode { .optional(.path) }
}
