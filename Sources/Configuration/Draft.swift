internal import Platform

/// What has been read so far: of the whole file, or of one `[[library]]`.
struct Draft: Sendable {
  var libraryRoots: [Located<Path>] = []
  var rules = Rules()
  var stateDir: Path?
  var jobStateDir: Path?
  var tempOutputDir: Path?
  var writeJobJSON = true
  var priority = Priority()
  var minFreeSpaceGB = 1.0
  var tools = Tools()

  /// Only in a library.
  var name: Located<String>?
  /// Only in a library.
  var roots: [Located<Path>] = []
}

/// A value that remembers its place, for checks that compare it with others later.
struct Located<Value: Sendable>: Sendable {
  let value: Value
  let position: Position
}
