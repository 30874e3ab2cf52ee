import API
import Configuration
import Glibc
import Platform

/// The right to work on a state directory, which one process has at a time.
public struct Lock: Sendable {
  private let file: OpenFile

  /// Takes the lock, or answers nil when another process has it.
  ///
  /// Throws a `Reason` when root would leave there what the directory's owner, a service perhaps, could not go on with;
  /// `rootMay` is for what leaves nothing there but the ledger, which stays its owner's.
  public init?(stateDir: Path, rootMay: Bool = false) throws {
    let taken: OpenFile?
    do {
      try Files.makeDirectories(stateDir, mode: StateModes(stateDir).directory)
      taken = try Self.locked(stateDir, O_RDWR | O_CREAT)
    } catch let error as SystemError where [EROFS, EACCES, EPERM].contains(error.errno) {
      throw Reason(
        .notWritable,
        "the state directory cannot be written to: \(error); nothing can be done without it: let user \(geteuid()) "
          + "write to its disk, or set another state_dir")
    }
    guard let file = taken else { return nil }
    let owner = try FileStatus.of(stateDir).owner
    if geteuid() == 0, owner != 0, !rootMay {
      throw Reason(
        .notWritable,
        "'\(stateDir)' belongs to \(Accounts.user(owner)): start its core (systemctl start condense), which is then told "
          + "what to do, or run this as that user")
    }
    self.file = file
  }

  /// Whether a process has the lock, without creating anything.
  public static func isTaken(stateDir: Path) throws -> Bool {
    guard try FileStatus.ifPresent(stateDir.appending("lock")) != nil else { return false }
    return try locked(stateDir, O_RDONLY) == nil
  }

  private static func locked(_ stateDir: Path, _ flags: CInt) throws -> OpenFile? {
    let path = stateDir.appending("lock")
    let descriptor = path.withCString { open($0, flags | O_CLOEXEC | O_NOFOLLOW, 0o644) }
    if descriptor < 0 { throw SystemError("open", path.display) }
    let file = OpenFile(owning: descriptor, path: path)
    if flags & O_CREAT != 0 { try file.giveToOwner(of: stateDir) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK { return nil }
      throw SystemError("flock", path.display)
    }
    return file
  }
}
