public import Platform

extension Config {
  /// Where the core listens for commands: `/run/condense/condense.sock` for the system's state directory, else
  /// `condense.sock` in the state directory.
  public var socket: Path {
    stateDir == Environment.systemStateDir
      ? Path("/run/condense/condense.sock") : stateDir.appending("condense.sock")
  }
}
