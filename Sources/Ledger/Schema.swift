/// The ledger's tables, as the list of steps that made them; a step, once released, never changes.
enum Schema {
  /// `PRAGMA user_version` counts the steps that a ledger has been through.
  static let migrations: [Migration] = [
    Migration("first tables", first), Migration("segments with their hashes", segments),
    Migration("switches", switches), Migration("sources of originals", sources),
    Migration("columns of jobs", jobColumns), Migration("sums and counts", sums),
    Migration("listing", listing),
    Migration("events as an outbox", outbox),
  ]

  private static let first = [
    // Every file ever seen, with what was decided about exactly this content, under which rules and tools
    // (hashes), what its last job came to, for which plan, and how often in a row it came to nothing for a while.
    "CREATE TABLE directories (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE)",
    """
    CREATE TABLE files (
      directory INTEGER NOT NULL REFERENCES directories (id), name BLOB NOT NULL, library TEXT NOT NULL,
      device INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL,
      mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL,
      rules INTEGER NOT NULL, tools INTEGER NOT NULL,
      state TEXT NOT NULL, reason_code TEXT, reason_detail TEXT, fingerprint TEXT,
      outcome_plan INTEGER, outcome_tools INTEGER, outcome_code TEXT, outcome_detail TEXT,
      sidecar INTEGER NOT NULL, setbacks INTEGER NOT NULL, setback_ns INTEGER NOT NULL, gone INTEGER NOT NULL DEFAULT 0, decided_at TEXT NOT NULL,
      PRIMARY KEY (directory, name)) WITHOUT ROWID
    """,
    "CREATE INDEX files_by_inode ON files (inode)",
    "CREATE INDEX files_by_fingerprint ON files (fingerprint)",
    // Has all that counting what waits needs, however much that is.
    "CREATE INDEX files_by_state ON files (state, library, gone, size)",
    // What ffprobe found, by content, so that neither a new rule nor a new name asks it again.
    "CREATE TABLE probes (fingerprint TEXT PRIMARY KEY, media TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID",
    // The device that each root was on when it was last walked.
    "CREATE TABLE roots (path BLOB PRIMARY KEY, device INTEGER NOT NULL, at TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE jobs (
      id INTEGER PRIMARY KEY AUTOINCREMENT, path BLOB NOT NULL, status TEXT NOT NULL,
      view TEXT NOT NULL, plan TEXT, added_at TEXT NOT NULL, finished_at TEXT)
    """,
    "CREATE INDEX jobs_by_path ON jobs (path)",
    "CREATE INDEX jobs_by_status ON jobs (status)",
    """
    CREATE TABLE segments (
      job INTEGER NOT NULL REFERENCES jobs (id), number INTEGER NOT NULL,
      status TEXT NOT NULL, frames INTEGER, bytes INTEGER,
      PRIMARY KEY (job, number)) WITHOUT ROWID
    """,
    // One row per attempt to replace or restore a file; written before each step that it names.
    """
    CREATE TABLE journal (
      id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, job INTEGER REFERENCES jobs (id), state TEXT NOT NULL,
      directory BLOB NOT NULL, name BLOB NOT NULL, target BLOB NOT NULL, staging BLOB NOT NULL, keep BLOB NOT NULL,
      original_device INTEGER NOT NULL, original_inode INTEGER NOT NULL, original_size INTEGER NOT NULL,
      original_mtime_ns INTEGER NOT NULL, original_ctime_ns INTEGER NOT NULL, original_sha256 TEXT,
      result_inode INTEGER, result_size INTEGER, result_sha256 TEXT, keep_secs INTEGER, updated_at TEXT NOT NULL)
    """,
    "CREATE INDEX journal_open ON journal (id) WHERE state NOT IN ('done', 'abandoned')",
    // Retained originals, and what took their place; times in seconds, by the wall and by the count below.
    """
    CREATE TABLE originals (
      keep BLOB PRIMARY KEY, path BLOB NOT NULL, target BLOB NOT NULL, job INTEGER REFERENCES jobs (id),
      original_size INTEGER NOT NULL, original_inode INTEGER NOT NULL, original_sha256 TEXT,
      result_size INTEGER NOT NULL, result_inode INTEGER NOT NULL, result_sha256 TEXT NOT NULL,
      kept_at INTEGER NOT NULL, delete_after INTEGER, kept_uptime INTEGER NOT NULL) WITHOUT ROWID
    """,
    // How long this machine has been on since the ledger began, as far as it was looked at: no clock can skip it.
    """
    CREATE TABLE uptime (
      id INTEGER PRIMARY KEY CHECK (id = 1), boot TEXT NOT NULL, boot_secs INTEGER NOT NULL, total_secs INTEGER NOT NULL)
    """,
    """
    CREATE TABLE events (
      id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, path BLOB, detail TEXT NOT NULL)
    """,
    // What a test encode found, by encoder, settings and the exact binary.
    """
    CREATE TABLE encoder_checks (
      encoder TEXT NOT NULL, tool TEXT NOT NULL, usable INTEGER NOT NULL, detail TEXT NOT NULL, at TEXT NOT NULL,
      PRIMARY KEY (encoder, tool)) WITHOUT ROWID
    """,
  ]

  /// Finished segments, each with the hash of its file and of what it was made from, and what is known of it; and what
  /// encodes have taken of a machine.
  private static let segments = [
    "DROP TABLE segments",
    """
    CREATE TABLE segments (
      job INTEGER NOT NULL REFERENCES jobs (id), number INTEGER NOT NULL,
      basis TEXT NOT NULL, sha256 TEXT NOT NULL, detail TEXT NOT NULL, at TEXT NOT NULL,
      PRIMARY KEY (job, number)) WITHOUT ROWID
    """,
    """
    CREATE TABLE encoder_needs (
      encoder TEXT NOT NULL, megapixels INTEGER NOT NULL, threads INTEGER NOT NULL, peak_bytes INTEGER NOT NULL,
      PRIMARY KEY (encoder, megapixels, threads)) WITHOUT ROWID
    """,
  ]

  /// What people have switched on: `paused`, and `disabled` with a library's name.
  private static let switches = [
    "CREATE TABLE switches (name TEXT NOT NULL, library TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (name, library)) WITHOUT ROWID"
  ]

  /// Whose word stands behind a kept original: `job`, our own when it was put away, or `note`, that of a note which a ledger
  /// without it has found beside it. Such a note is judged again before anything is done.
  private static let sources = [
    "ALTER TABLE originals ADD COLUMN source TEXT NOT NULL DEFAULT 'job'",
    "UPDATE originals SET source = 'note' WHERE job IS NULL",
  ]
}
