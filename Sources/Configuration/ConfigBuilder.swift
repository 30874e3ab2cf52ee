internal import Platform

/// The values read so far: of the whole file, or of one `[[library]]`, which begins with the whole file's.
struct ConfigBuilder: Sendable {
  var libraryRoots: [Located<Path>] = []
  var settings = Settings()
  /// In bytes; nil goes by what the library is for.
  var minBytes: Int64?
  /// Nil goes by what the library is for.
  var extensions: [String]?
  var stateDir: Path?
  var jobStateDir: Path?
  var tempOutputDir: Path?
  var writeJobJSON = true
  var logFile: Path?
  var tools = Tools()
  var http = HTTP()

  /// Only in a library.
  var name: Located<String>?
  /// Only in a library.
  var roots: [Located<Path>] = []
  /// Only in a library.
  var recipe = Recipe()
  /// Only in a library.
  var deliver = Deliver()

  /// Where each key's value stands, by the key's id.
  var positions: [String: Position] = [:]
  /// The ids of the keys that a library sets itself.
  var own: Set<String> = []

  /// The settings with every default that depends on what the library is for.
  var resolved: Settings {
    var settings = settings
    settings.rules.minBytes = minBytes ?? (isReplacedVideo ? Rules().minBytes : 0)
    settings.rules.extensions = extensions ?? Rules.defaultExtensions(for: recipe.kind)
    return settings
  }

  private var isReplacedVideo: Bool { recipe.kind == .video && deliver.kind == .replace }
}

/// A value that remembers its place, for checks that compare it with others later.
struct Located<Value: Sendable & Equatable>: Sendable, Equatable {
  let value: Value
  let position: Position
}
