extension Schema {
  /// Sums by the day, and counts, which triggers keep in the transaction of whatever changes: no statement can forget them.
  static let sums =
    [
      // `original`, `output`, `saved` and `secs` are sums over the jobs that are done and not restored, `work_secs` and
      // `megapixels` over all that tell how much work they were.
      """
      CREATE TABLE days (
        day TEXT NOT NULL, library TEXT NOT NULL, encoder TEXT NOT NULL, files INTEGER NOT NULL,
        failed INTEGER NOT NULL, original INTEGER NOT NULL, output INTEGER NOT NULL, saved INTEGER NOT NULL,
        secs INTEGER NOT NULL, worked INTEGER NOT NULL, work_secs REAL NOT NULL, megapixels REAL NOT NULL,
        PRIMARY KEY (day, library, encoder)) WITHOUT ROWID
      """,
      // Of jobs by status, of files by what was decided, and of the listing by state.
      """
      CREATE TABLE counts (
        kind TEXT NOT NULL, state TEXT NOT NULL, library TEXT NOT NULL, reason TEXT NOT NULL,
        files INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (kind, state, library, reason)) WITHOUT ROWID
      """,
      """
      INSERT INTO counts SELECT 'file', state, library, coalesce(reason_code, ''), count(*),
        CAST(total(size) AS INTEGER) FROM files WHERE gone = 0 GROUP BY 2, 3, 4
      """,
      "INSERT INTO counts SELECT 'job', status, '', '', count(*), 0 FROM jobs GROUP BY status",
      """
      CREATE TRIGGER days_of_jobs AFTER UPDATE ON jobs
      WHEN (\(dayColumns("OLD"))) IS NOT (\(dayColumns("NEW"))) BEGIN
        \(dayChange("OLD", "-")) \(dayChange("NEW", "+"))
      END
      """,
      """
      CREATE TRIGGER counts_of_new_jobs AFTER INSERT ON jobs BEGIN
        \(jobCount.enter("NEW"))
      END
      """,
      """
      CREATE TRIGGER counts_of_jobs AFTER UPDATE OF status ON jobs WHEN OLD.status <> NEW.status BEGIN
        \(jobCount.remove("OLD")) \(jobCount.enter("NEW"))
      END
      """,
    ] + fileCount.triggers(on: "files", columns: ["state", "library", "reason_code", "size", "gone"])

  private static let jobCount = CountRule(kind: "job", state: "status")
  private static let fileCount = CountRule(
    kind: "file", state: "state", library: "library", reason: "reason_code", bytes: "size",
    condition: "gone = 0")

  private static func dayColumns(_ row: String) -> String {
    [
      "day", "library", "encoder", "status", "reason", "original_bytes", "output_bytes", "saved_bytes",
      "megapixels", "secs", "started_at", "finished_at", "restored_at",
    ].map { "\(row).\($0)" }.joined(separator: ", ")
  }

  /// A clock that was set back while a job ran must not take time away from the others.
  private static func dayChange(_ row: String, _ sign: String) -> String {
    let counts = "\(row).status = 'done' AND \(row).restored_at IS NULL"
    let works = "\(row).status = 'done' AND \(row).secs > 0"
    func part(_ condition: String, _ value: String) -> String {
      "\(sign) CASE WHEN \(condition) THEN coalesce(\(value), 0) ELSE 0 END"
    }
    let seconds = "max(0, strftime('%s', \(row).finished_at) - strftime('%s', \(row).started_at))"
    let columns = [
      ("files", part(counts, "1")),
      ("failed", part("\(row).status = 'failed' AND \(row).reason IS NOT 'insufficient_savings'", "1")),
      ("original", part(counts, "\(row).original_bytes")), ("output", part(counts, "\(row).output_bytes")),
      ("saved", part(counts, "\(row).saved_bytes")), ("secs", part(counts, seconds)),
      ("worked", part(works, "1")), ("work_secs", part(works, "\(row).secs")),
      ("megapixels", part(works, "\(row).megapixels")),
    ]
    return """
      INSERT INTO days SELECT \(row).day, coalesce(\(row).library, ''), coalesce(\(row).encoder, ''),
        \(columns.map(\.1).joined(separator: ", ")) WHERE \(row).day IS NOT NULL
      ON CONFLICT DO UPDATE SET \(columns.map { "\($0.0) = \($0.0) + excluded.\($0.0)" }.joined(separator: ", "));
      """
  }
}
