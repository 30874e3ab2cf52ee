private import Glibc
public import Platform

/// The facts that the defaults depend on besides the config file, as a value so that they can be tested.
public struct Environment: Sendable, Equatable {
  /// Whether the effective user is root.
  public var isRoot: Bool
  /// XDG_STATE_HOME when it is absolute; the XDG specification says to ignore a relative one.
  public var xdgStateHome: Path?
  /// The user's home directory, absolute.
  public var home: Path
  /// The directory that a relative path on the command line starts from, absolute.
  public var workingDirectory: Path

  /// Where the state of a core goes that works for the whole machine.
  static let systemStateDir = Path("/var/lib/condense")

  /// An environment from its parts; relative directories count as missing.
  public init(isRoot: Bool, xdgStateHome: Path? = nil, home: Path?, workingDirectory: Path) {
    self.isRoot = isRoot
    self.xdgStateHome = xdgStateHome.flatMap { $0.isAbsolute ? $0 : nil }
    self.workingDirectory = workingDirectory.resolved(against: Path("/"))
    self.home = home.flatMap { $0.isAbsolute ? $0 : nil } ?? self.workingDirectory
  }

  /// The environment of this process; without HOME, the home directory comes from the user database.
  public static var current: Environment {
    Environment(
      isRoot: geteuid() == 0, xdgStateHome: variable("XDG_STATE_HOME"),
      home: variable("HOME") ?? homeOfUser(), workingDirectory: currentDirectory())
  }

  /// Where state goes when `state_dir` is not set.
  /// - Parameter config: the config file, or nil when there is none.
  public func defaultStateDir(config: Path?) -> Path {
    let config = config?.resolved(against: workingDirectory)
    if let config, !config.isWithin(Path("/etc")) { return config.parent.appending("state") }
    // A configuration in /etc is everybody's: the service that follows it is not root, and has its state where root looks.
    if isRoot || config != nil { return Self.systemStateDir }
    return xdgStateHome?.appending("condense") ?? home.appending(".local/state/condense")
  }

  private static func variable(_ name: String) -> Path? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return path(value)
  }

  private static func homeOfUser() -> Path? {
    guard let user = getpwuid(geteuid()), let home = user.pointee.pw_dir else { return nil }
    return path(home)
  }

  private static func currentDirectory() -> Path {
    guard let directory = getcwd(nil, 0) else { return Path("/") }
    defer { free(directory) }
    return path(directory)
  }

  private static func path(_ text: UnsafePointer<CChar>) -> Path {
    Path(bytes: UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }
}
