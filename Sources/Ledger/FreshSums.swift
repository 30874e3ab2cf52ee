/// The sums made anew from the views of all jobs: slow, and right whatever else is known of them.
struct FreshSums: JobSums {
  /// Which jobs count: those that are done and whose original was not put back since. A restore takes what was saved from its
  /// job, and is in the journal also if it was interrupted before it could.
  private static let counted = """
    status = 'done' AND NOT (json_extract(view, '$.saved_bytes') IS 0
      AND json_extract(view, '$.output_bytes') IS NOT json_extract(view, '$.original_bytes'))
    AND id NOT IN (SELECT job FROM journal WHERE kind = 'restore' AND state = 'done' AND job IS NOT NULL)
    """

  // A clock that was set back while a job ran must not take time away from the others.
  func done(_ database: Database) throws(LedgerError) -> [JobSum] {
    try database.run(
      """
      SELECT json_extract(view, '$.library') AS library, json_extract(view, '$.encoder') AS encoder,
        count(*) AS files, CAST(total(json_extract(view, '$.original_bytes')) AS INTEGER) AS original,
        CAST(total(json_extract(view, '$.output_bytes')) AS INTEGER) AS output,
        CAST(total(max(0, strftime('%s', finished_at) - strftime('%s', json_extract(view, '$.started_at'))))
          AS INTEGER) AS secs
      FROM jobs WHERE \(Self.counted) GROUP BY 1, 2
      """
    ).map(JobSum.init)
  }

  func lastDoneAt(_ database: Database) throws(LedgerError) -> String? {
    try database.run("SELECT max(finished_at) AS last FROM jobs WHERE \(Self.counted)").first?.text("last")
  }

  func saved(in library: String, _ database: Database) throws(LedgerError) -> (saved: Int64, original: Int64)?
  {
    try database.run(
      """
      SELECT CAST(total(json_extract(view, '$.saved_bytes')) AS INTEGER) AS saved,
        CAST(total(json_extract(view, '$.original_bytes')) AS INTEGER) AS original FROM jobs
      WHERE \(Self.counted) AND json_extract(view, '$.library') = ?
      """, [.text(library)]
    ).first.map { ($0.integer("saved") ?? 0, $0.integer("original") ?? 0) }
  }

  func work(of encoder: String, _ database: Database) throws(LedgerError) -> Row? {
    try database.run(
      """
      SELECT count(*) AS jobs, CAST(1000 * total(json_extract(view, '$.work.megapixels')) AS INTEGER) AS megapixels,
        CAST(1000 * total(json_extract(view, '$.work.secs')) AS INTEGER) AS secs
      FROM jobs WHERE status = 'done' AND json_extract(view, '$.encoder') = ?
        AND json_extract(view, '$.work.secs') > 0
      """, [.text(encoder)]
    ).first
  }
}
