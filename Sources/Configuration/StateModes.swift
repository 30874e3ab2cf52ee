public import Platform

/// Who may read what is in a state directory: names of films are nobody else's business.
public struct StateModes: Hashable, Sendable {
  /// Permission bits of the ledger and of job files, and of directories.
  public let file: UInt32, directory: UInt32

  /// The group of the service may read in the system's state directory, and nobody but its owner in another one.
  public init(_ stateDir: Path) {
    (file, directory) = stateDir == Environment.systemStateDir ? (0o640, 0o750) : (0o600, 0o700)
  }
}
