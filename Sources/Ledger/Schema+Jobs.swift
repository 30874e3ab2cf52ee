extension Schema {
  /// What is listed, filtered, sorted and summed of a job, which until then was in its `view` or its plan alone; `day` is that
  /// of its end in the core's zone, for those that are done or failed. `undivided` and `arguments` say why a job that is not
  /// done was encoded in one piece, and how. `result` is the path of a result that has another name than its source.
  /// Rows from before are filled while the core works, from the last one that `indexing` names; `indexed` are those that are.
  static let jobColumns =
    [
      "library TEXT", "encoder TEXT", "reason TEXT", "original_bytes INTEGER", "output_bytes INTEGER",
      "saved_bytes INTEGER", "megapixels REAL", "secs REAL", "started_at TEXT", "restored_at TEXT",
      "day TEXT",
      "announced TEXT", "source_class TEXT", "expected_bytes INTEGER", "command TEXT", "command_b64 TEXT",
      "undivided TEXT", "arguments TEXT", "result BLOB", "indexed INTEGER NOT NULL DEFAULT 0",
    ].map { "ALTER TABLE jobs ADD COLUMN \($0)" } + [
      "CREATE INDEX jobs_by_result ON jobs (result) WHERE result IS NOT NULL",
      "CREATE INDEX journal_by_job ON journal (job) WHERE job IS NOT NULL",
      // The latest that counts is read off its end.
      "CREATE INDEX jobs_counted ON jobs (finished_at) WHERE status = 'done' AND restored_at IS NULL",
      // One row while something of before is still to be filled in: the last job that is, the last one that there was, and the last
      // file that is in the listing.
      """
      CREATE TABLE indexing (
        id INTEGER PRIMARY KEY CHECK (id = 1), job INTEGER NOT NULL, last_job INTEGER NOT NULL,
        directory INTEGER NOT NULL, name BLOB NOT NULL)
      """,
      """
      INSERT INTO indexing SELECT 1, 0, (SELECT coalesce(max(id), 0) FROM jobs), 0, x''
      WHERE EXISTS (SELECT 1 FROM jobs) OR EXISTS (SELECT 1 FROM files)
      """,
    ]
}
