public import Platform

extension Config {
  /// Where the core listens for commands.
  public var socket: Path { Self.socket(in: stateDir) }

  /// Where a core listens that has its state in a directory: `/run/condense/condense.sock` for the system's state
  /// directory, else `condense.sock` in the state directory.
  public static func socket(in stateDir: Path) -> Path {
    stateDir == Environment.systemStateDir
      ? Path("/run/condense/condense.sock") : stateDir.appending("condense.sock")
  }
}
