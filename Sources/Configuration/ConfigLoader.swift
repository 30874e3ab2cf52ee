public import Platform

/// Turns the text of a config file into a `Config`.
public enum ConfigLoader {
  /// Reads a config file and everything in it.
  /// - Throws: every problem found, or the one that kept the file from being read.
  public static func load(path: Path, environment: Environment) throws(ConfigurationError) -> Config {
    try load(text: read(path), path: path, environment: environment)
  }

  /// Validates the text of a config file; touches no file.
  /// - Parameter path: the file as the user named it; relative paths in the text start from its directory.
  /// - Throws: every problem found.
  public static func load(
    text: [UInt8], path: Path, environment: Environment
  ) throws(ConfigurationError) -> Config {
    let source = path.resolved(against: environment.workingDirectory)
    let top = try TOMLParser.parse(text, file: path)
    var reading = ConfigDecoder(file: path, base: source.parent)
    var draft = ConfigBuilder()
    reading.read(top, at: .top, into: &draft)
    reading.checkHTTP(draft)
    let libraries = reading.libraries(of: top, flat: draft)
    let stateDir = draft.stateDir ?? environment.defaultStateDir(config: source)
    let own = [
      ("state_dir", stateDir), ("job_state_dir", draft.jobStateDir), ("temp_output_dir", draft.tempOutputDir),
    ]
    reading.checkRoots(libraries, outside: own.compactMap { key, path in path.map { (key, $0) } })
    guard reading.problems.isEmpty else { throw ConfigurationError(problems: reading.problems) }
    return Config(
      libraries: libraries.map { library($0, reading) },
      libraryRoots: draft.libraryRoots.map(\.value), settings: draft.resolved,
      stateDir: stateDir,
      jobStateDir: draft.jobStateDir, tempOutputDir: draft.tempOutputDir, tools: draft.tools,
      writeJobJSON: draft.writeJobJSON, logFile: draft.logFile, http: draft.http,
      notices: reading.notices(draft, libraries),
      blockedBy: reading.lacking(.blocks, draft), own: ConfigDump(top), source: source)
  }

  private static func library(_ draft: ConfigBuilder, _ reading: ConfigDecoder) -> Library {
    Library(
      name: draft.name?.value ?? "", roots: draft.roots.map(\.value), settings: draft.resolved,
      recipe: draft.recipe, deliver: draft.deliver, blockedBy: reading.lacking(.blocks, draft))
  }
}
