import API
import Platform

/// An original that is kept beside its replacement.
public struct OriginalRecord: Hashable, Sendable {
  /// How it is known that it is kept.
  public enum Source: String, Sendable {
    /// A job of this ledger put it away.
    case job
    /// A note beside it says so, which has to be judged before anything is done.
    case note
  }

  /// Where it is kept, the name that it had, and where its replacement is.
  public var keep: Path, path: Path, target: Path
  /// The job that replaced it; nil when another ledger knew that.
  public var job: Int64?
  /// The original: bytes, inode and, where it is known, hash.
  public var originalSize: Int64, originalInode: UInt64, originalSHA256: String?
  /// The replacement: bytes, inode and hash.
  public var resultSize: Int64, resultInode: UInt64, resultSHA256: String
  /// When it was put away, and when it may go, in seconds since 1970; nil for never.
  public var keptAt: Int64, deleteAfter: Int64?
  /// How it is known.
  public var source: Source = .job
  /// The ledger's own count of the machine's waking time when it was put away, in seconds.
  public var keptUptime: Int64 = 0

  /// A kept original.
  public init(
    keep: Path, path: Path, target: Path, job: Int64?,
    original: (size: Int64, inode: UInt64, sha256: String?),
    result: (size: Int64, inode: UInt64, sha256: String), keptAt: Int64, deleteAfter: Int64?
  ) {
    (self.keep, self.path, self.target, self.job) = (keep, path, target, job)
    (originalSize, originalInode, originalSHA256) = original
    (resultSize, resultInode, resultSHA256) = result
    (self.keptAt, self.deleteAfter) = (keptAt, deleteAfter)
  }

  /// Whether both clocks say that it may go: the wall's, which anybody can set, and the machine's waking time.
  public func isDue(at secs: Int64, uptime: Int64) -> Bool {
    guard let deleteAfter else { return false }
    return secs >= deleteAfter
      && uptime.saturatingSubtract(keptUptime) >= deleteAfter.saturatingSubtract(keptAt)
  }
}

extension Ledger {
  private static let originalColumns = """
    keep, path, target, job, original_size, original_inode, original_sha256, result_size, result_inode, \
    result_sha256, kept_at, delete_after, kept_uptime, source
    """

  /// Writes down that an original is kept, now by the machine's own count of time.
  public func keep(_ original: OriginalRecord, at uptime: Uptime) throws {
    let total = try count(uptime)
    try database.run(
      "INSERT OR REPLACE INTO originals (\(Self.originalColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        Value(original.keep), Value(original.path), Value(original.target), Value(original.job),
        .integer(original.originalSize), .init(bits: original.originalInode), Value(original.originalSHA256),
        .integer(original.resultSize), .init(bits: original.resultInode), .text(original.resultSHA256),
        .integer(original.keptAt), Value(original.deleteAfter), .integer(total),
        .text(original.source.rawValue),
      ])
  }

  /// The originals that are kept, the oldest first.
  public func originals() throws -> [OriginalRecord] {
    try database.run("SELECT \(Self.originalColumns) FROM originals ORDER BY kept_at, keep").map { row in
      var record = OriginalRecord(
        keep: row.path(0), path: row.path(1), target: row.path(2), job: row.integer(3),
        original: (row.integer(4) ?? 0, row.bits(5), row.text(6)),
        result: (row.integer(7) ?? 0, row.bits(8), row.text(9) ?? ""), keptAt: row.integer(10) ?? 0,
        deleteAfter: row.integer(11))
      record.keptUptime = row.integer(12) ?? 0
      record.source = row.text(13).flatMap(OriginalRecord.Source.init) ?? .note
      return record
    }
  }

  /// Where the file with an inode was last seen.
  public func paths(inode: UInt64) throws -> [Path] {
    try database.run(
      "SELECT d.path, f.name FROM files f JOIN directories d ON d.id = f.directory WHERE f.inode = ? AND f.gone = 0",
      [.init(bits: inode)]
    ).map { $0.path(0).appending($0.blob(1) ?? []) }
  }

  /// Keeps an original until somebody asks for its end.
  public func hold(_ original: OriginalRecord) throws {
    try database.run("UPDATE originals SET delete_after = NULL WHERE keep = ?", [Value(original.keep)])
  }

  /// Notes that an original is no longer kept.
  public func release(_ original: OriginalRecord) throws {
    try database.run("DELETE FROM originals WHERE keep = ?", [Value(original.keep)])
  }

  /// The machine's waking time since the ledger began, as far as it was counted, in seconds.
  public func total(at uptime: Uptime) throws -> Int64 {
    guard let row = try database.run("SELECT boot, boot_secs, total_secs FROM uptime").first else { return 0 }
    // How much longer an earlier boot lasted nobody knows; that is not counted.
    let since = row.text(0) == uptime.boot ? row.integer(1) ?? 0 : 0
    return (row.integer(2) ?? 0).saturatingAdd(max(0, uptime.secs.saturatingSubtract(since)))
  }

  /// Counts the machine's waking time up to now.
  @discardableResult
  public func count(_ uptime: Uptime) throws -> Int64 {
    let total = try total(at: uptime)
    try database.run(
      "INSERT OR REPLACE INTO uptime VALUES (1, ?, ?, ?)",
      [.text(uptime.boot), .integer(uptime.secs), .integer(total)])
    return total
  }
}
