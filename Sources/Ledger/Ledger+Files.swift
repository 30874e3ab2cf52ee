import API
import Platform

extension Ledger {
  private static let columns = """
    d.path, f.name, library, device, inode, size, mtime_ns, ctime_ns, rules, tools, state, reason_code, \
    reason_detail, fingerprint, outcome_plan, outcome_tools, outcome_code, outcome_detail, sidecar, \
    setbacks, setback_ns
    """
  private static let source = "files f JOIN directories d ON d.id = f.directory"

  /// What is known of a path.
  public func file(_ path: Path) throws -> FileRecord? {
    try records("WHERE d.path = ? AND f.name = ?", [Value(path.parent), .blob(path.name)]).first
  }

  /// What is there and in a state, by path: at most so many, from behind a path on.
  public func files(in state: FileRecord.State, after path: Path? = nil, limit: Int = 10_000) throws
    -> [FileRecord]
  {
    try records(
      "WHERE state = ? AND gone = 0 AND (d.path, f.name) > (?, ?) ORDER BY d.path, f.name LIMIT ?",
      [
        .text(state.rawValue), .blob(path?.parent.bytes ?? []), .blob(path?.name ?? []),
        .integer(Int64(limit)),
      ])
  }

  /// A file with exactly this device, inode, size and modification time under any name, one that is there first.
  public func twin(of identity: Identity) throws -> FileRecord? {
    try records(
      "WHERE inode = ? AND size = ? AND mtime_ns = ? AND device = ? ORDER BY gone LIMIT 1",
      [
        .init(bits: identity.inode), .integer(identity.size), .integer(identity.mtimeNs),
        .init(bits: identity.device),
      ]
    ).first
  }

  /// The latest file with a content whose decision, or whose last job, had a reason.
  public func history(_ fingerprint: String, of code: ReasonCode) throws -> FileRecord? {
    try records(
      "WHERE fingerprint = ? AND (reason_code = ? OR outcome_code = ?) ORDER BY decided_at DESC LIMIT 1",
      [.text(fingerprint), .text(code.rawValue), .text(code.rawValue)]
    ).first
  }

  func records(_ condition: String, _ values: [Value]) throws -> [FileRecord] {
    try database.run("SELECT \(Self.columns) FROM \(Self.source) \(condition)", values).map(FileRecord.init)
  }

  /// Writes a decision over any earlier one for the same path.
  public func save(_ file: FileRecord) throws { try save([file]) }

  /// Writes decisions, all or none, over any earlier ones for the same paths.
  public func save(_ files: [FileRecord]) throws {
    if files.isEmpty { return }
    let now = Timestamp.now()
    try database.transaction { () throws(LedgerError) in
      for file in files {
        // No REPLACE, whose deletions no trigger hears of.
        try database.run(
          Self.saving,
          [.integer(try directory(file.path.parent)), .blob(file.path.name)] + file.values + [.text(now)])
        try list(file.path, as: Fate.File(file, decidedAt: now))
      }
    }
  }

  private static let kept = [
    "library", "device", "inode", "size", "mtime_ns", "ctime_ns", "rules", "tools", "state", "reason_code",
    "reason_detail", "fingerprint", "outcome_plan", "outcome_tools", "outcome_code", "outcome_detail",
    "sidecar", "setbacks", "setback_ns", "gone", "decided_at",
  ]
  private static let saving = """
    INSERT INTO files (directory, name, \(kept.joined(separator: ", ")))
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
    ON CONFLICT DO UPDATE SET \(kept.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
    """

  private func directory(_ path: Path) throws(LedgerError) -> Int64 {
    if let known = try database.run("SELECT id FROM directories WHERE path = ?", [Value(path)]).first {
      return known.integer(0) ?? 0
    }
    try database.run("INSERT INTO directories (path) VALUES (?)", [Value(path)])
    return database.lastID
  }

  /// Keeps what ffprobe found in contents.
  public func save(media: [(fingerprint: String, json: [UInt8])]) throws {
    let now = Timestamp.now()
    try database.transaction { () throws(LedgerError) in
      for (fingerprint, json) in media {
        try database.run(
          """
          INSERT INTO probes VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET media = excluded.media, at = excluded.at WHERE media <> excluded.media
          """,
          [.text(fingerprint), .text(String(decoding: json, as: UTF8.self)), .text(now)])
      }
    }
  }

  /// What ffprobe once found in a content.
  public func media(of fingerprint: String) throws -> [UInt8]? {
    try database.run("SELECT media FROM probes WHERE fingerprint = ?", [.text(fingerprint)]).first?.text(0)
      .map { Array($0.utf8) }
  }
}
