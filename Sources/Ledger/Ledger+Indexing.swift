import API
import Platform

extension Ledger {
  /// Rows that are filled in at once: few enough that nobody who writes meanwhile waits for long.
  static let indexingStep: Int64 = 10_000

  /// Whether what an earlier version wrote is still being filled into columns, sums and listing.
  public func isIndexing() throws -> Bool {
    try !database.run("SELECT id FROM indexing").isEmpty
  }

  /// Fills in the next rows of a ledger from before. Returns whether there may be more; a kill between two steps, or in one,
  /// loses nothing but that step.
  public func indexMore() throws -> Bool {
    guard let place = try database.run("SELECT job, last_job, directory, name FROM indexing").first else {
      return false
    }
    let (job, last) = (place.integer("job") ?? 0, place.integer("last_job") ?? 0)
    let isOver = try database.transaction { () throws(LedgerError) in
      if job < last {
        let end = min(job + Self.indexingStep, last)
        try index(jobsBehind: job, through: end)
        try database.run("UPDATE indexing SET job = ?", [.integer(end)])
        return false
      }
      return try listFiles(behind: place.integer("directory") ?? 0, place.blob("name") ?? [])
    }
    FaultPoint.reach("indexed")
    return !isOver
  }

  /// Whether the sums of the days are those of all jobs.
  func hasAllSums() throws(LedgerError) -> Bool {
    try database.run("SELECT id FROM indexing WHERE job < last_job").isEmpty
  }

  /// Fills the columns of jobs from their views and plans, and drops plans that nobody follows any more.
  func index(jobsBehind first: Int64, through last: Int64) throws(LedgerError) {
    try database.run(Self.filling, [.integer(first), .integer(last)])
  }

  private func listFiles(behind directory: Int64, _ name: [UInt8]) throws(LedgerError) -> Bool {
    if directory == 0 { try listUnfinished() }
    let rows = try database.run(
      """
      SELECT directory, name, (SELECT path FROM directories WHERE id = directory) AS parent FROM files
      WHERE (directory, name) > (?, ?) ORDER BY directory, name LIMIT ?
      """, [.integer(directory), .blob(name), .integer(Self.indexingStep)])
    guard let last = rows.last else {
      try database.run("DELETE FROM indexing")
      return true
    }
    for row in rows { try list(row.path("parent").appending(row.blob("name") ?? [])) }
    try database.run(
      "UPDATE indexing SET directory = ?, name = ?",
      [.integer(last.integer("directory") ?? 0), .blob(last.blob("name") ?? [])])
    return false
  }

  /// Their files may be away.
  private func listUnfinished() throws(LedgerError) {
    for status in JobStatus.allCases where !status.isFinal {
      let rows = try database.run("SELECT path FROM jobs WHERE status = ?", [.text(status.rawValue)])
      for row in rows { try list(row.path("path")) }
    }
  }

  // What was restored says so in its view, or only in the journal if that was interrupted.
  private static let filling = """
    UPDATE jobs SET \(viewed.map { "\($0) = json_extract(view, '$.\($1)')" }.joined(separator: ", ")),
      announced = json_extract(plan, '$.announced'), source_class = json_extract(plan, '$.source_class'),
      undivided = CASE WHEN status <> 'done' THEN json_extract(plan, '$.undivided') END,
      arguments = CASE WHEN status <> 'done' AND json_extract(plan, '$.undivided') IS NOT NULL
        THEN json_extract(plan, '$.arguments') END,
      restored_at = coalesce(restored_at,
        (SELECT max(updated_at) FROM journal WHERE job = jobs.id AND kind = 'restore' AND state = 'done'),
        CASE WHEN status = 'done' AND json_extract(view, '$.saved_bytes') IS 0
          AND json_extract(view, '$.output_bytes') IS NOT json_extract(view, '$.original_bytes')
          THEN coalesce(finished_at, added_at) END),
      day = CASE WHEN status IN ('done', 'failed') THEN coalesce(date(finished_at, 'localtime'), '') END,
      result = CASE WHEN status = 'done' AND json_extract(view, '$.result_path') IS NOT NULL THEN
        (SELECT CAST(directory || '/' || target AS BLOB) FROM journal
         WHERE job = jobs.id AND kind = 'replace' AND state = 'done' ORDER BY id DESC LIMIT 1) END,
      plan = CASE WHEN status NOT IN ('done', 'failed', 'cancelled') THEN plan END, indexed = 1
    WHERE id > ? AND id <= ? AND NOT indexed AND view <> ''
    """

  private static let viewed = [
    ("library", "library"), ("encoder", "encoder"), ("reason", "reason.code"),
    ("original_bytes", "original_bytes"), ("output_bytes", "output_bytes"), ("saved_bytes", "saved_bytes"),
    ("megapixels", "work.megapixels"), ("secs", "work.secs"), ("started_at", "started_at"),
    ("command", "command"), ("command_b64", "command_b64"),
  ]
}
