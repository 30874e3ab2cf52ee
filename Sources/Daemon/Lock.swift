import API
import Glibc
import Platform

/// The right to work on a state directory, which one process has at a time.
public struct Lock: Sendable {
  private let file: OpenFile

  /// Takes the lock, or answers nil when another process has it.
  public init?(stateDir: Path) throws {
    try Files.makeDirectories(stateDir)
    let path = stateDir.appending("lock")
    let descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644) }
    if descriptor < 0 { throw SystemError("open", path.display) }
    file = OpenFile(owning: descriptor, path: path)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK { return nil }
      throw SystemError("flock", path.display)
    }
  }

  /// Whether a process has the lock, without creating anything.
  public static func isTaken(stateDir: Path) throws -> Bool {
    guard try FileStatus.ifPresent(stateDir.appending("lock")) != nil else { return false }
    return try Lock(stateDir: stateDir) == nil
  }
}
