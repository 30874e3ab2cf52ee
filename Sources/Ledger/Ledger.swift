import API
import Platform

/// The one truth about files, jobs, replacements and originals, in SQLite on a local disk.
///
/// Write-ahead log with `synchronous = FULL`: what a call has returned from survives a power cut.
public actor Ledger {
  let database: Database
  private let jobDirectory: Path?

  /// Opens or creates the ledger; finished steps of `job_state_dir/<id>.json` are written beside it
  /// when a directory is given.
  public init(path: Path, jobDirectory: Path?) throws {
    if path != Self.inMemory { try Files.makeDirectories(path.parent) }
    if let jobDirectory { try Files.makeDirectories(jobDirectory) }
    database = try Database(path: path)
    self.jobDirectory = jobDirectory
    try Schema.migrate(database)
  }

  /// Opens a ledger only to read it: nothing is created, migrated or written.
  public init(reading path: Path) throws {
    database = try Database(reading: path)
    jobDirectory = nil
    try Schema.check(database)
  }

  /// In place of a path: a ledger that is nowhere but in memory, for looking without leaving a trace.
  public static let inMemory = Path(":memory:")

  /// Notes that something happened.
  public func record(_ event: Event) throws {
    try database.run(
      "INSERT INTO events (at, kind, path, detail) VALUES (?, ?, ?, ?)",
      [
        .text(Timestamp.now()), .text(event.kind.rawValue), event.path.map(Value.init) ?? .null,
        .text(event.detail),
      ])
  }

  /// The ledger is the truth and the file a view of it: one that cannot be written ends nothing.
  func publish(_ view: JobView) {
    guard let jobDirectory else { return }
    do {
      try Files.writeAtomically(try JSON.pretty(view), to: jobDirectory.appending("\(view.id).json"))
    } catch {
      try? record(Event(.jobFileNotWritten, detail: "\(error)"))
    }
  }
}

/// Something that happened, for people who look back.
public struct Event: Hashable, Sendable {
  /// The closed list of what can happen.
  public enum Kind: String, Sendable {
    case jobStarted = "job_started"
    case jobEnded = "job_ended"
    case jobWaits = "job_waits"
    case paused
    case resumed
    case inUseUnknown = "in_use_unknown"
    case toolNote = "tool_note"
    case encoderFailed = "encoder_failed"
    case jobFileNotWritten = "job_file_not_written"
    case originalPurged = "original_purged"
    case originalLeft = "original_left"
    case originalRestored = "original_restored"
  }

  /// What happened.
  public var kind: Kind
  /// The file that it happened to.
  public var path: Path?
  /// What was seen.
  public var detail: String

  /// An event.
  public init(_ kind: Kind, path: Path? = nil, detail: String) {
    (self.kind, self.path, self.detail) = (kind, path, detail)
  }
}
