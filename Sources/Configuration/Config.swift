public import Platform

/// Everything that a person may decide, validated: what the rest of Condense reads instead of TOML.
public struct Config: Sendable, Equatable {
  /// The libraries in the order of the file; the one made by `library_roots` comes first.
  public var libraries: [Library]
  /// The flat rules, for a file that belongs to no library.
  public var rules: Rules
  /// Where the ledger and the socket live.
  public var stateDir: Path
  /// Where each job is written as a JSON file.
  public var jobStateDir: Path
  /// Where unfinished encodes live.
  public var tempOutputDir: Path
  /// How child processes compete with the machine's real work.
  public var priority: Priority
  /// The external programs and how long to wait for them.
  public var tools: Tools
  /// Whether `jobStateDir` is written at all.
  public var writeJobJSON: Bool
  /// Work that would leave a disk with less free space than this is put off, in GB (10⁹ bytes).
  public var minFreeSpaceGB: Double
  /// The file that all this came from, absolute; nil when there was none.
  public var source: Path?

  /// A configuration from its parts; everything but the state directory has its documented default.
  public init(
    libraries: [Library] = [], rules: Rules = Rules(), stateDir: Path, jobStateDir: Path? = nil,
    tempOutputDir: Path? = nil, priority: Priority = Priority(), tools: Tools = Tools(),
    writeJobJSON: Bool = true, minFreeSpaceGB: Double = 1, source: Path? = nil
  ) {
    self.libraries = libraries
    self.rules = rules
    self.stateDir = stateDir
    self.jobStateDir = jobStateDir ?? stateDir.appending("jobs")
    self.tempOutputDir = tempOutputDir ?? stateDir.appending("work")
    self.priority = priority
    self.tools = tools
    self.writeJobJSON = writeJobJSON
    self.minFreeSpaceGB = minFreeSpaceGB
    self.source = source
  }

  /// The configuration of a machine without a config file: every default and no libraries.
  public static func defaults(environment: Environment) -> Config {
    Config(stateDir: environment.defaultStateDir(config: nil))
  }
}
