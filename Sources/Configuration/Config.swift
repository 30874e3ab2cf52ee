public import Platform

/// Everything that a person may decide, validated: what the rest of Condense reads instead of TOML.
@dynamicMemberLookup
public struct Config: Sendable, Equatable {
  /// The libraries in the order of the file, which is the order in which they take files; the one made by
  /// `library_roots` comes first.
  public var libraries: [Library]
  /// The roots of the library made by `library_roots`.
  public var libraryRoots: [Path]
  /// The flat settings, for a file that belongs to no library; each is a member of the config.
  public var settings: Settings
  /// Where the ledger and the socket live.
  public var stateDir: Path
  /// Where each job is written as a JSON file.
  public var jobStateDir: Path
  /// Where unfinished encodes live.
  public var tempOutputDir: Path
  /// The external programs and how long to wait for them.
  public var tools: Tools
  /// Whether `jobStateDir` is written at all.
  public var writeJobJSON: Bool
  /// Where messages go; nil means the journal under systemd, else stderr.
  public var logFile: Path?
  /// The network side.
  public var http: HTTP
  /// Notices of things that are not wrong and yet worth knowing: keys without effect, libraries that overlap.
  public var notices: [Problem]
  /// The flat keys that this version cannot follow and must not ignore.
  public var blockedBy: [Problem]
  /// The values that the file itself sets.
  public var own: ConfigDump
  /// The file that all this came from, absolute; nil when there was none.
  public var source: Path?

  /// Work that would leave a disk with less free space than this waits, in GB (10⁹ bytes).
  public var minFreeSpaceGB: Double { settings.load.minFreeSpaceGB }

  /// A configuration from its parts; everything but the state directory has its documented default.
  public init(
    libraries: [Library] = [], libraryRoots: [Path] = [], settings: Settings = Settings(), stateDir: Path,
    jobStateDir: Path? = nil, tempOutputDir: Path? = nil, tools: Tools = Tools(), writeJobJSON: Bool = true,
    logFile: Path? = nil, http: HTTP = HTTP(), notices: [Problem] = [], blockedBy: [Problem] = [],
    own: ConfigDump = ConfigDump(), source: Path? = nil
  ) {
    (self.libraries, self.libraryRoots, self.settings) = (libraries, libraryRoots, settings)
    self.stateDir = stateDir
    self.jobStateDir = jobStateDir ?? stateDir.appending("jobs")
    self.tempOutputDir = tempOutputDir ?? stateDir.appending("work")
    (self.tools, self.writeJobJSON, self.logFile, self.http) = (tools, writeJobJSON, logFile, http)
    (self.notices, self.blockedBy, self.own, self.source) = (notices, blockedBy, own, source)
  }

  /// The configuration of a machine without a config file: every default and no libraries.
  public static func defaults(environment: Environment) -> Config {
    Config(stateDir: environment.defaultStateDir(config: nil))
  }

  /// One of the flat settings.
  public subscript<Value>(dynamicMember path: WritableKeyPath<Settings, Value>) -> Value {
    get { settings[keyPath: path] }
    set { settings[keyPath: path] = newValue }
  }
}
