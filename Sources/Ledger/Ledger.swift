import API
import Glibc
import Platform

/// The one truth about files, jobs, replacements and originals, in SQLite on a local disk.
///
/// Write-ahead log with `synchronous = FULL`: what a call has returned from survives a power cut.
public actor Ledger {
  let database: Database
  private let jobDirectory: Path?
  /// The permission bits of its files.
  private let mode: UInt32

  /// Opens or creates the ledger; finished steps of `job_state_dir/<id>.json` are written beside it
  /// when a directory is given. Files have mode 0600 and directories 0700 unless it is said otherwise, and what root makes
  /// belongs to the owner of its directory.
  public init(
    path: Path, jobDirectory: Path?, mode: UInt32 = 0o600, directoryMode: UInt32 = 0o700
  ) throws {
    self.mode = mode
    if path != Self.inMemory {
      try Files.makeDirectories(path.parent, mode: directoryMode)
      try Self.prepare(path, mode)
    }
    if let jobDirectory { try Self.prepare(directory: jobDirectory, directoryMode) }
    database = try Database(path: path)
    self.jobDirectory = jobDirectory
    if path != Self.inMemory { try LedgerCopy(path: path, mode: mode).make(of: database) }
    try Schema.migrate(database)
  }

  /// Opens a ledger only to read it: nothing is created, migrated or written.
  public init(reading path: Path) throws {
    database = try Database(reading: path)
    (jobDirectory, mode) = (nil, 0o600)
    try Schema.check(database)
  }

  /// An empty file is a new database to SQLite, whose other files get the same owner and mode (sqlite.org/wal.html). Those that
  /// an earlier version let everybody read are closed.
  private static func prepare(_ path: Path, _ mode: UInt32) throws(SystemError) {
    if try FileStatus.ifPresent(path) == nil {
      do throws(SystemError) {
        let file = try OpenFile.open(path, for: .create)
        try file.setMode(mode)
        try file.giveToOwner(of: path.parent)
      } catch  where error.errno == EEXIST {}
    }
    for file in [path, path.suffixed("-wal"), path.suffixed("-shm")] { try close(file, .read, mode) }
  }

  private static func prepare(directory: Path, _ mode: UInt32) throws(SystemError) {
    if try FileStatus.ifPresent(directory) == nil {
      try Files.makeDirectories(directory, mode: mode)
      try OpenFile.open(directory, for: .directory).giveToOwner(of: directory.parent)
    }
    try close(directory, .directory, mode)
  }

  /// Takes away what others may do, where it is ours or we are root; somebody else's file is theirs to close.
  private static func close(_ path: Path, _ kind: OpenFile.Mode, _ mode: UInt32) throws(SystemError) {
    guard let status = try FileStatus.ifPresent(path), status.kind != .symlink, status.mode & ~mode != 0,
      geteuid() == 0 || status.owner == geteuid()
    else { return }
    try OpenFile.open(path, for: kind).setMode(status.mode & mode)
  }

  /// In place of a path: a ledger that is nowhere but in memory, for looking without leaving a trace.
  public static let inMemory = Path(":memory:")

  /// The ledger is the truth and the file a view of it: one that cannot be written ends nothing.
  func publish(_ view: JobView) {
    guard let jobDirectory else { return }
    do {
      let path = jobDirectory.appending("\(view.id).json")
      try Files.writeAtomically(try JSON.pretty(view), to: path, mode: mode, ownedLike: jobDirectory)
    } catch {
      try? record(Event(.jobFileNotWritten, detail: "\(error)"))
    }
  }
}
