extension Schema {
  /// Events as an outbox: triggers write what happens to files, jobs, originals and switches in the transaction of that itself.
  static let outbox = [
    "ALTER TABLE events ADD COLUMN job INTEGER",
    "DELETE FROM events WHERE at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-30 days')",
    // As in `job 7, libsvtav1` and `job 7 failed io_error: ...`.
    "UPDATE events SET job = CAST(substr(detail, 5) AS INTEGER) WHERE kind IN ('job_started', 'job_ended', 'job_waits')",
    "UPDATE events SET kind = 'started' WHERE kind = 'job_started'",
    """
    UPDATE events SET kind = CASE
        WHEN substr(detail, instr(substr(detail, 5), ' ') + 5) LIKE 'done%' THEN 'done'
        WHEN substr(detail, instr(substr(detail, 5), ' ') + 5) LIKE 'cancelled%' THEN 'cancelled'
        ELSE 'failed' END
    WHERE kind = 'job_ended'
    """,
    "CREATE TRIGGER events_of_new_files AFTER INSERT ON files WHEN \(isTold) BEGIN \(tellFile) END",
    """
    CREATE TRIGGER events_of_files AFTER UPDATE OF state, reason_code, gone ON files
    WHEN \(isTold) AND (OLD.gone, OLD.state, CASE NEW.state WHEN 'skipped' THEN OLD.reason_code END)
      IS NOT (0, NEW.state, CASE NEW.state WHEN 'skipped' THEN NEW.reason_code END)
    BEGIN \(tellFile) END
    """,
    """
    CREATE TRIGGER events_of_jobs AFTER UPDATE OF status ON jobs
    WHEN NEW.status IN ('done', 'failed', 'cancelled') AND OLD.status <> NEW.status
      OR NEW.status = 'planned' AND OLD.started_at IS NOT NEW.started_at
    BEGIN
      INSERT INTO events (at, kind, path, detail, job) VALUES (\(now),
        CASE NEW.status WHEN 'planned' THEN 'started' ELSE NEW.status END, NEW.path,
        coalesce(CASE NEW.status WHEN 'planned' THEN NEW.encoder ELSE
          json_extract(NEW.view, '$.reason.code') || ': ' || json_extract(NEW.view, '$.reason.detail') END, ''),
        NEW.id);
    END
    """,
    // Before, since an entry that recovery makes again takes the place of the first.
    """
    CREATE TRIGGER events_of_originals BEFORE INSERT ON originals
    WHEN NEW.source = 'job' AND NOT EXISTS (SELECT 1 FROM originals WHERE keep = NEW.keep) BEGIN
      INSERT INTO events (at, kind, path, detail, job) VALUES (\(now), 'archived', NEW.keep, '', NEW.job);
    END
    """,
    """
    CREATE TRIGGER events_of_switches AFTER INSERT ON switches BEGIN
      INSERT INTO events (at, kind, detail) VALUES (\(now), NEW.name, NEW.library);
    END
    """,
    """
    CREATE TRIGGER events_of_switches_off AFTER DELETE ON switches BEGIN
      INSERT INTO events (at, kind, detail)
      VALUES (\(now), CASE OLD.name WHEN 'paused' THEN 'resumed' ELSE 'enabled' END, OLD.library);
    END
    """,
  ]

  private static let now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"

  /// A result of our own is told of by its job.
  private static let isTold =
    "NEW.gone = 0 AND (NEW.state = 'queued' OR NEW.state = 'skipped' AND NEW.reason_code IS NOT 'already_condensed')"

  private static let tellFile = """
    INSERT INTO events (at, kind, path, detail)
    SELECT NEW.decided_at, NEW.state, CAST(CASE path WHEN x'2f' THEN '' ELSE path END || '/' || NEW.name AS BLOB),
      coalesce(NEW.reason_code || ': ' || NEW.reason_detail, '') FROM directories WHERE id = NEW.directory;
    """
}
