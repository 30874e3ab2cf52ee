import Platform

/// Files that somebody asked for by name, each once, in the order of asking.
struct AskedFiles: Sendable {
  private var files: [Path] = []
  /// Where the first one is that still waits.
  private var first = 0
  private var waiting: Set<Path> = []

  var isEmpty: Bool { waiting.isEmpty }

  /// Puts a file at the end, unless it waits already.
  mutating func add(_ path: Path) {
    if waiting.insert(path).inserted { files.append(path) }
  }

  /// Takes the first one.
  mutating func take() -> Path? {
    while first < files.count {
      let path = files[first]
      (first, files[first]) = (first + 1, Path("/"))
      if first * 2 > files.count {
        files.removeFirst(first)
        first = 0
      }
      // One that was removed is still in the row.
      if waiting.remove(path) != nil { return path }
    }
    return nil
  }

  /// Takes a file out; false when it did not wait.
  mutating func remove(_ path: Path) -> Bool { waiting.remove(path) != nil }
}
