import API
import Platform

/// One attempt to replace or to restore a file: everything that recovery needs to finish it or to undo it.
public struct JournalEntry: Hashable, Sendable {
  /// What is attempted.
  public enum Kind: String, Sendable, CaseIterable {
    /// A result takes the place of its original.
    case replace
    /// A kept original takes back the place of its result.
    case restore
  }

  /// The last step that is known to have been reached.
  public enum State: String, Sendable, CaseIterable {
    /// The staging file may exist; the original is untouched.
    case intent
    /// The staging file is complete, checked and on the disk.
    case ready
    /// The result has its name; in a restore, the original has.
    case swapped
    /// Everything has its last name, and is written down.
    case done
    /// Given up before anything changed; nothing is left behind.
    case abandoned
  }

  /// The row's number; 0 before it is written.
  public var id: Int64 = 0
  /// What is attempted.
  public var kind: Kind
  /// The job it belongs to; nil for a restore of something that no ledger knew.
  public var job: Int64?
  /// How far it got.
  public var state: State
  /// The directory of everything named here.
  public var directory: Path
  /// The original's name, the staging file's and the one the original is kept under.
  public var name: [UInt8], staging: [UInt8], keep: [UInt8]
  /// The result's last name: the original's, unless the container changes.
  public var target: [UInt8]
  /// The original as it was when the attempt began, and its SHA-256 once it is known.
  public var original: Identity, originalSHA256: String?
  /// The result once it is staged: inode, bytes and hash.
  public var resultInode: UInt64?, resultSize: Int64?, resultSHA256: String?
  /// What the keep name's own inode is, on a filesystem that gives each name of a file one; not written down.
  public var keepInode: UInt64?
  /// How long the original is to be kept, in seconds; nil for ever.
  public var keepSecs: Int64?

  /// An attempt that is about to begin.
  public init(
    _ kind: Kind, job: Int64?, directory: Path, name: [UInt8], target: [UInt8]? = nil, staging: [UInt8],
    keep: [UInt8], original: Identity, keepSecs: Int64? = nil
  ) {
    (self.kind, self.job, self.directory, self.name) = (kind, job, directory, name)
    (self.target, self.staging, self.keep) = (target ?? name, staging, keep)
    (self.original, self.keepSecs) = (original, keepSecs)
    state = .intent
  }

  /// Whether the result takes the original's own name.
  public var isInPlace: Bool { name == target }
}

extension Ledger {
  /// Writes an attempt down before it begins, and returns it with its number.
  public func begin(_ entry: JournalEntry) throws -> JournalEntry {
    try database.run(
      """
      INSERT INTO journal (kind, job, state, directory, name, target, staging, keep, original_device, original_inode,
        original_size, original_mtime_ns, original_ctime_ns, original_sha256, result_inode, result_size, result_sha256,
        keep_secs, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(entry.kind.rawValue), Value(entry.job), .text(entry.state.rawValue), Value(entry.directory),
        .blob(entry.name), .blob(entry.target), .blob(entry.staging), .blob(entry.keep),
      ] + entry.original.values + Self.findings(entry) + [Value(entry.keepSecs), .text(Timestamp.now())])
    var written = entry
    written.id = database.lastID
    return written
  }

  /// Writes down how far an attempt has got.
  public func advance(_ entry: JournalEntry) throws {
    let now = Timestamp.now()
    try database.transaction { () throws(LedgerError) in
      try database.run(
        """
        UPDATE journal SET state = ?, original_sha256 = ?, result_inode = ?, result_size = ?, result_sha256 = ?,
          updated_at = ? WHERE id = ?
        """,
        [.text(entry.state.rawValue)] + Self.findings(entry) + [.text(now), .integer(entry.id)])
      guard entry.kind == .restore, entry.state == .done, let job = entry.job else { return }
      try database.run(
        "UPDATE jobs SET restored_at = coalesce(restored_at, ?) WHERE id = ?", [.text(now), .integer(job)])
      for row in try database.run("SELECT path, result FROM jobs WHERE id = ?", [.integer(job)]) {
        try list(row.path("path"))
        if let result = row.blob("result") { try list(Path(bytes: result)) }
      }
    }
  }

  private static func findings(_ entry: JournalEntry) -> [Value] {
    [
      Value(entry.originalSHA256), entry.resultInode.map(Value.init(bits:)) ?? .null, Value(entry.resultSize),
      Value(entry.resultSHA256),
    ]
  }

  /// Attempts that neither finished nor were given up, for a path when one is given.
  public func openAttempts(at path: Path? = nil) throws -> [JournalEntry] {
    try attempts("state NOT IN ('done', 'abandoned')").filter {
      path == nil || $0.directory.appending($0.name) == path
    }
  }

  /// The attempt that delivered what a job made, if one did.
  public func delivery(of job: Int64) throws -> JournalEntry? {
    try attempts("kind = 'replace' AND state = 'done' AND job = ?", [.integer(job)]).last
  }

  private func attempts(_ condition: String, _ values: [Value] = []) throws -> [JournalEntry] {
    let rows = try database.run(
      """
      SELECT id, kind, job, state, directory, name, target, staging, keep, original_device, original_inode,
        original_size, original_mtime_ns, original_ctime_ns, original_sha256, result_inode, result_size,
        result_sha256, keep_secs
      FROM journal WHERE \(condition) ORDER BY id
      """, values)
    return rows.map { row in
      var entry = JournalEntry(
        row.text(1).flatMap(JournalEntry.Kind.init) ?? .replace, job: row.integer(2), directory: row.path(4),
        name: row.blob(5) ?? [], target: row.blob(6), staging: row.blob(7) ?? [], keep: row.blob(8) ?? [],
        original: Identity(row, from: 9), keepSecs: row.integer(18))
      entry.id = row.integer(0) ?? 0
      entry.state = row.text(3).flatMap(JournalEntry.State.init) ?? .intent
      entry.originalSHA256 = row.text(14)
      entry.resultInode = row.integer(15).map { UInt64(bitPattern: $0) }
      entry.resultSize = row.integer(16)
      entry.resultSHA256 = row.text(17)
      return entry
    }
  }
}
