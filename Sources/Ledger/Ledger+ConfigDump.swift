import API
import Platform

extension Ledger {
  /// Brings a path's row of the listing up to date with its record and its latest job; part of a transaction.
  func list(_ path: Path) throws(LedgerError) { try list(path, as: try listedFile(path)) }

  /// The same for a path whose record is known.
  func list(_ path: Path, as file: Fate.File?) throws(LedgerError) {
    let job = try listedJob("path = ?", path)
    let made = file?.reason == .alreadyCondensed ? try listedJob("result = ?", path) : nil
    let latest = [job, made].compactMap { $0 }.max { $0.id < $1.id }
    guard let fate = Fate.of(file, latest) else {
      try database.run("DELETE FROM listing WHERE path = ?", [Value(path)])
      return
    }
    try database.run(
      """
      INSERT INTO listing (path, job, state, library, at, size, saved, reason, encoder)
      VALUES (?, ?, ?, ?, coalesce(CAST(strftime('%s', ?) AS INTEGER), 0), ?, ?, ?, ?)
      ON CONFLICT (path) DO UPDATE SET job = excluded.job, state = excluded.state, library = excluded.library,
        at = excluded.at, size = excluded.size, saved = excluded.saved, reason = excluded.reason,
        encoder = excluded.encoder
      WHERE (job, state, library, at, size, saved, reason, encoder) IS NOT (excluded.job, excluded.state,
        excluded.library, excluded.at, excluded.size, excluded.saved, excluded.reason, excluded.encoder)
      """,
      [
        Value(path), Value(fate.job), .text(fate.state.rawValue), .text(fate.library), .text(fate.at),
        .integer(fate.size), .integer(fate.saved), Value(fate.reason?.rawValue), Value(fate.encoder),
      ])
  }

  private func listedFile(_ path: Path) throws(LedgerError) -> Fate.File? {
    let row = try database.run(
      """
      SELECT state, library, size, reason_code, outcome_code, decided_at FROM files
      WHERE directory = (SELECT id FROM directories WHERE path = ?) AND name = ? AND gone = 0
      """, [Value(path.parent), .blob(path.name)]
    ).first
    guard let row else { return nil }
    return Fate.File(
      state: row.text("state").flatMap(FileRecord.State.init) ?? .skipped, library: row.text("library") ?? "",
      size: row.integer("size") ?? 0, reason: row.text("reason_code").flatMap(ReasonCode.init),
      outcome: row.text("outcome_code").flatMap(ReasonCode.init), decidedAt: row.text("decided_at") ?? "")
  }

  private func listedJob(_ condition: String, _ path: Path) throws(LedgerError) -> Fate.Job? {
    let row = try database.run(
      """
      SELECT id, status, library, original_bytes, saved_bytes, reason, encoder,
        coalesce(finished_at, started_at, added_at) AS at, restored_at IS NOT NULL AS restored
      FROM jobs WHERE \(condition) ORDER BY id DESC LIMIT 1
      """, [Value(path)]
    ).first
    guard let row, let id = row.integer("id") else { return nil }
    return Fate.Job(
      id: id, status: row.text("status").flatMap(JobStatus.init) ?? .failed,
      library: row.text("library") ?? "", originalBytes: row.integer("original_bytes") ?? 0,
      savedBytes: row.integer("saved_bytes") ?? 0, reason: row.text("reason").flatMap(ReasonCode.init),
      encoder: row.text("encoder"), at: row.text("at") ?? "", isRestored: row.integer("restored") == 1)
  }
}
