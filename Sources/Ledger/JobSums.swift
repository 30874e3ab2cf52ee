/// The sums of jobs, by library and encoder.
///
/// `total()` is never more than a double holds, where `sum()` fails beyond 64 bits; the cast ends where they do.
protocol JobSums {
  /// Of those that count, by library and encoder.
  func done(_ database: Database) throws(LedgerError) -> [JobSum]
  /// The end of the latest one that counts.
  func lastDoneAt(_ database: Database) throws(LedgerError) -> String?
  /// What those of a library that count have saved, and the bytes of their originals.
  func saved(in library: String, _ database: Database) throws(LedgerError) -> (saved: Int64, original: Int64)?
  /// `jobs`, thousandths of their `megapixels` and of their `secs`, of all that an encoder has done.
  func work(of encoder: String, _ database: Database) throws(LedgerError) -> Row?
}

/// The sums of one encoder's jobs in one library.
struct JobSum {
  var library: String
  var encoder: String?
  var files: Int
  var originalBytes: Int64, outputBytes: Int64
  /// From their starts to their ends.
  var secs: Int64

  init(_ row: Row) {
    (library, encoder) = (row.text("library") ?? "", row.text("encoder"))
    if encoder?.isEmpty == true { encoder = nil }
    files = Int(row.integer("files") ?? 0)
    (originalBytes, outputBytes) = (row.integer("original") ?? 0, row.integer("output") ?? 0)
    secs = row.integer("secs") ?? 0
  }
}

/// The sums that are kept by the day.
struct KeptSums: JobSums {
  func done(_ database: Database) throws(LedgerError) -> [JobSum] {
    try database.run(
      """
      SELECT library, encoder, sum(files) AS files, CAST(total(original) AS INTEGER) AS original,
        CAST(total(output) AS INTEGER) AS output, CAST(total(secs) AS INTEGER) AS secs
      FROM days GROUP BY library, encoder HAVING sum(files) > 0
      """
    ).map(JobSum.init)
  }

  func lastDoneAt(_ database: Database) throws(LedgerError) -> String? {
    try database.run(
      """
      SELECT finished_at FROM jobs INDEXED BY jobs_counted WHERE status = 'done' AND restored_at IS NULL
      ORDER BY finished_at DESC LIMIT 1
      """
    ).first?.text("finished_at")
  }

  func saved(in library: String, _ database: Database) throws(LedgerError) -> (saved: Int64, original: Int64)?
  {
    try database.run(
      """
      SELECT CAST(total(saved) AS INTEGER) AS saved, CAST(total(original) AS INTEGER) AS original
      FROM days WHERE library = ?
      """, [.text(library)]
    ).first.map { ($0.integer("saved") ?? 0, $0.integer("original") ?? 0) }
  }

  func work(of encoder: String, _ database: Database) throws(LedgerError) -> Row? {
    try database.run(
      """
      SELECT sum(worked) AS jobs, CAST(1000 * total(megapixels) AS INTEGER) AS megapixels,
        CAST(1000 * total(work_secs) AS INTEGER) AS secs FROM days WHERE encoder = ?
      """, [.text(encoder)]
    ).first
  }
}
