import API
import Platform

/// What was decided about a file, and about which content under which rules.
public struct FileRecord: Hashable, Sendable {
  /// What a file without a running job is.
  public enum State: String, Sendable {
    /// Not to be touched, with a reason.
    case skipped
    /// Changed too recently to be judged.
    case settling
    /// A job is under way, or to be started again.
    case job
    /// Its job failed, with a reason.
    case failed
  }

  /// The file.
  public var path: Path
  /// The library that it was found in.
  public var library: String
  /// The content that was judged.
  public var identity: Identity
  /// The rules, tools and program version that judged it, as one text.
  public var rules: String
  /// The decision.
  public var state: State
  /// Why.
  public var reason: Reason?

  /// A record.
  public init(path: Path, library: String, identity: Identity, rules: String, state: State, reason: Reason?) {
    (self.path, self.library, self.identity) = (path, library, identity)
    (self.rules, self.state, self.reason) = (rules, state, reason)
  }
}

/// What tells one content of a file from another without reading it.
public struct Identity: Hashable, Sendable {
  /// As `stat` gives them.
  public var device: UInt64, inode: UInt64, size: Int64, mtimeNs: Int64, ctimeNs: Int64

  /// The identity of a file that was looked at.
  public init(_ status: FileStatus) {
    (device, inode, size) = (status.device, status.inode, status.size)
    (mtimeNs, ctimeNs) = (status.mtimeNs, status.ctimeNs)
  }

  init(_ row: Row, from column: Int) {
    (device, inode, size) = (row.bits(column), row.bits(column + 1), row.integer(column + 2) ?? 0)
    (mtimeNs, ctimeNs) = (row.integer(column + 3) ?? 0, row.integer(column + 4) ?? 0)
  }

  var values: [Value] {
    [.init(bits: device), .init(bits: inode), .integer(size), .integer(mtimeNs), .integer(ctimeNs)]
  }
}

extension Ledger {
  private static let columns =
    "path, library, device, inode, size, mtime_ns, ctime_ns, rules, state, reason_code, reason_detail"

  /// What is known of a path.
  public func file(_ path: Path) throws -> FileRecord? {
    try database.run("SELECT \(Self.columns) FROM files WHERE path = ?", [Value(path)]).first.map(Self.file)
  }

  /// Everything known in a state, by path.
  public func files(in state: FileRecord.State) throws -> [FileRecord] {
    try database.run(
      "SELECT \(Self.columns) FROM files WHERE state = ? ORDER BY path", [.text(state.rawValue)]
    ).map(Self.file)
  }

  /// Writes a decision over any earlier one for the same path.
  public func save(_ file: FileRecord) throws {
    try database.run(
      "INSERT OR REPLACE INTO files (\(Self.columns), decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [Value(file.path), .text(file.library)] + file.identity.values + [
        .text(file.rules), .text(file.state.rawValue), Value(file.reason?.code.rawValue),
        Value(file.reason?.detail), .text(Timestamp.now()),
      ])
  }

  private static func file(_ row: Row) -> FileRecord {
    let code = row.text(9).flatMap(ReasonCode.init)
    return FileRecord(
      path: row.path(0), library: row.text(1) ?? "", identity: Identity(row, from: 2),
      rules: row.text(7) ?? "",
      state: row.text(8).flatMap(FileRecord.State.init) ?? .skipped,
      reason: code.map { Reason($0, row.text(10) ?? "") })
  }
}
