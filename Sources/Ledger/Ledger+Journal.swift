import API
import Platform

/// One attempt to replace a file: everything that recovery needs to finish it or to undo it.
public struct JournalEntry: Hashable, Sendable {
  /// The last step that is known to have been reached.
  public enum State: String, Sendable, CaseIterable {
    /// The staging file may exist; the original is untouched.
    case intent
    /// The staging file is complete, checked and on the disk.
    case ready
    /// The names have been exchanged.
    case swapped
    /// The original is under its keep name.
    case done
    /// Given up before anything changed; nothing is left behind.
    case abandoned
  }

  /// The row's number; 0 before it is written.
  public var id: Int64 = 0
  /// The job it belongs to.
  public var job: Int64
  /// How far it got.
  public var state: State
  /// The directory of everything named here.
  public var directory: Path
  /// The file's name, the staging file's and the one the original is kept under.
  public var name: [UInt8], staging: [UInt8], keep: [UInt8]
  /// The original as it was when the attempt began.
  public var original: Identity
  /// The result once it is staged: inode, bytes and hash.
  public var resultInode: UInt64?, resultSize: Int64?, resultSHA256: String?

  /// An attempt that is about to begin.
  public init(job: Int64, directory: Path, name: [UInt8], staging: [UInt8], keep: [UInt8], original: Identity)
  {
    (self.job, self.directory, self.name) = (job, directory, name)
    (self.staging, self.keep, self.original) = (staging, keep, original)
    state = .intent
  }
}

/// An original that was kept beside its replacement.
public struct OriginalRecord: Hashable, Sendable {
  /// Where it is kept, and the name that it had.
  public var keep: Path, path: Path
  /// The job that replaced it.
  public var job: Int64
  /// Bytes before and after.
  public var originalSize: Int64, resultSize: Int64

  /// A kept original.
  public init(keep: Path, path: Path, job: Int64, originalSize: Int64, resultSize: Int64) {
    (self.keep, self.path, self.job) = (keep, path, job)
    (self.originalSize, self.resultSize) = (originalSize, resultSize)
  }
}

extension Ledger {
  /// Writes an attempt down before it begins, and returns it with its number.
  public func begin(_ entry: JournalEntry) throws -> JournalEntry {
    try database.run(
      """
      INSERT INTO journal (job, state, directory, name, staging, keep, original_device, original_inode,
        original_size, original_mtime_ns, original_ctime_ns, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(entry.job), .text(entry.state.rawValue), Value(entry.directory), .blob(entry.name),
        .blob(entry.staging), .blob(entry.keep),
      ] + entry.original.values + [.text(Timestamp.now())])
    var written = entry
    written.id = database.lastID
    return written
  }

  /// Writes down how far an attempt has got.
  public func advance(_ entry: JournalEntry) throws {
    try database.run(
      """
      UPDATE journal SET state = ?, result_inode = ?, result_size = ?, result_sha256 = ?, updated_at = ? WHERE id = ?
      """,
      [
        .text(entry.state.rawValue), entry.resultInode.map(Value.init(bits:)) ?? .null,
        Value(entry.resultSize),
        Value(entry.resultSHA256), .text(Timestamp.now()), .integer(entry.id),
      ])
  }

  /// Attempts that neither finished nor were given up, for a path when one is given.
  public func openAttempts(at path: Path? = nil) throws -> [JournalEntry] {
    try attempts("state NOT IN ('done', 'abandoned')").filter {
      path == nil || $0.directory.appending($0.name) == path
    }
  }

  /// The attempt that delivered what a job made, if one did.
  public func delivery(of job: Int64) throws -> JournalEntry? {
    try attempts("state = 'done' AND job = ?", [.integer(job)]).last
  }

  private func attempts(_ condition: String, _ values: [Value] = []) throws -> [JournalEntry] {
    let rows = try database.run(
      """
      SELECT id, job, state, directory, name, staging, keep, original_device, original_inode, original_size,
        original_mtime_ns, original_ctime_ns, result_inode, result_size, result_sha256
      FROM journal WHERE \(condition) ORDER BY id
      """, values)
    return rows.map { row in
      var entry = JournalEntry(
        job: row.integer(1) ?? 0, directory: row.path(3), name: row.blob(4) ?? [], staging: row.blob(5) ?? [],
        keep: row.blob(6) ?? [], original: Identity(row, from: 7))
      entry.id = row.integer(0) ?? 0
      entry.state = row.text(2).flatMap(JournalEntry.State.init) ?? .intent
      entry.resultInode = row.integer(12).map { UInt64(bitPattern: $0) }
      entry.resultSize = row.integer(13)
      entry.resultSHA256 = row.text(14)
      return entry
    }
  }

  /// Writes down that an original was kept.
  public func keep(_ original: OriginalRecord) throws {
    try database.run(
      """
      INSERT OR REPLACE INTO originals (keep, path, job, original_size, result_size, kept_at) VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        Value(original.keep), Value(original.path), .integer(original.job), .integer(original.originalSize),
        .integer(original.resultSize), .text(Timestamp.now()),
      ])
  }
}
