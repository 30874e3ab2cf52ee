import API
import Platform

/// As much of a file's record as a scan needs to see that nothing has changed.
public struct KnownFile: Sendable {
  /// Its name in its directory.
  public var name: [UInt8]
  /// As `stat` gave them.
  public var inode: UInt64, size: Int64, mtimeNs: Int64, ctimeNs: Int64
  /// What judged it.
  public var basis: FileRecord.Basis
  /// The decision.
  public var state: FileRecord.State
  /// Its reason.
  public var code: ReasonCode?
  /// Whether it was no candidate any more when its directory was last listed.
  public var isGone: Bool
  /// How often in a row it came to nothing for a reason that may pass.
  public var setbacks = RetryState()
}

extension Ledger {
  /// What is known of the files in a directory, names in byte order.
  public func known(in directory: Path) throws -> [KnownFile] {
    var files: [KnownFile] = []
    try database.each(
      """
      SELECT name, inode, size, mtime_ns, ctime_ns, rules, tools, state, reason_code, gone, setbacks,
        setback_ns FROM files
      WHERE directory = (SELECT id FROM directories WHERE path = ?) ORDER BY name
      """, [Value(directory)]
    ) { row in
      files.append(
        KnownFile(
          name: row.blob(0), inode: row.bits(1), size: row.integer(2), mtimeNs: row.integer(3),
          ctimeNs: row.integer(4),
          basis: .init(rules: row.integer(5), tools: row.integer(6)),
          state: row.text(7).flatMap(FileRecord.State.init) ?? .skipped,
          code: row.text(8).flatMap { Self.codes[$0] }, isGone: row.integer(9) == 1,
          setbacks: RetryState(count: Int(row.integer(10)), lastNs: row.integer(11))))
    }
    return files
  }

  private static let codes = Dictionary(uniqueKeysWithValues: ReasonCode.allCases.map { ($0.rawValue, $0) })

  /// Notes that files are no candidates any more; what is known of them is kept for their return, unless
  /// the same content lies elsewhere by now. Returns those with a `.why.txt` beside them.
  public func retire(_ names: [[UInt8]], in directory: Path) throws -> [Path] {
    try database.transaction { () throws(LedgerError) in
      var explained: [Path] = []
      for name in names {
        let key: [Value] = [Value(directory), .blob(name)]
        let place = "directory = (SELECT id FROM directories WHERE path = ?) AND name = ?"
        if try database.run("SELECT sidecar FROM files WHERE \(place)", key).first?.integer(0) == 1 {
          explained.append(directory.appending(name))
        }
        try database.run("UPDATE files SET gone = 1 WHERE \(place)", key)
        try database.run(
          """
          DELETE FROM files WHERE \(place) AND sidecar = 0 AND EXISTS (
            SELECT 1 FROM files other WHERE other.fingerprint = files.fingerprint AND other.gone = 0)
          """, key)
        try list(directory.appending(name))
      }
      return explained
    }
  }

  /// Notes that the `.why.txt` beside a file is removed.
  public func forgetSidecar(of path: Path) throws {
    try database.run(
      "UPDATE files SET sidecar = 0 WHERE directory = (SELECT id FROM directories WHERE path = ?) AND name = ?",
      [Value(path.parent), .blob(path.name)])
  }

  /// Whether a file is known and was no candidate any more when its directory was last listed.
  public func isGone(_ path: Path) throws -> Bool {
    try !records("WHERE d.path = ? AND f.name = ? AND gone = 1", [Value(path.parent), .blob(path.name)])
      .isEmpty
  }

  /// The directories at or below a root in which files are known to be.
  public func directories(within root: Path) throws -> [Path] {
    var found: [Path] = []
    try database.each(
      """
      SELECT d.path FROM directories d WHERE \(Self.within)
      AND EXISTS (SELECT 1 FROM files WHERE directory = d.id AND gone = 0)
      """, Self.bounds(root)
    ) { found.append(Path(bytes: $0.blob(0))) }
    return found
  }

  /// A few of the files that are known to be below a root.
  public func sample(within root: Path, limit: Int) throws -> [FileRecord] {
    try records(
      "WHERE \(Self.within) AND gone = 0 LIMIT ?", Self.bounds(root) + [.integer(Int64(limit))])
  }

  static let within = "(d.path = ? OR (d.path >= ? AND d.path < ?))"

  /// The values for `within`: everything below a directory begins with its path and a slash; `0` follows it.
  static func bounds(_ root: Path) -> [Value] {
    let stem = root == Path("/") ? [] : root.bytes
    return [Value(root), .blob(stem + Array("/".utf8)), .blob(stem + Array("0".utf8))]
  }

  /// The device that a root was on when it was last walked.
  public func device(of root: Path) throws -> UInt64? {
    try database.run("SELECT device FROM roots WHERE path = ?", [Value(root)]).first?.bits(0)
  }

  /// Notes the device that a root is on.
  public func save(device: UInt64, of root: Path) throws {
    try database.run(
      "INSERT OR REPLACE INTO roots VALUES (?, ?, ?)",
      [Value(root), .init(bits: device), .text(Timestamp.now())])
  }
}
