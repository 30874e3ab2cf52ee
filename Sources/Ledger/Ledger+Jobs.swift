import API
import Platform

extension Ledger {
  /// Adds a job for a file and returns it with its number.
  public func addJob(path: Path, library: String, originalBytes: Int64) throws -> JobView {
    var view = JobView(
      id: 0, path: path, library: library, status: .queued, originalBytes: originalBytes,
      addedAt: Timestamp.now())
    // Both or neither: a job without its view could never be read again.
    return try database.transaction { () throws(LedgerError) in
      try database.run(
        "INSERT INTO jobs (path, status, view, added_at) VALUES (?, ?, '', ?)",
        [Value(path), .text(view.status.rawValue), .text(view.addedAt)])
      FaultPoint.reach("job-numbered")
      view.id = database.lastID
      try write(view)
      return view
    }
  }

  /// Writes a job's state, and its JSON file once encoding was attempted.
  public func save(_ view: JobView) throws {
    try write(view)
    if view.startedAt != nil { publish(view) }
  }

  private func write(_ view: JobView) throws(LedgerError) {
    let step = "UPDATE jobs SET status = ?, view = ?, finished_at = ? WHERE id = ?"
    let json: [UInt8]
    do { json = try JSON.line(view) } catch { throw LedgerError(step: step, message: "\(error)") }
    try database.run(
      step,
      [
        .text(view.status.rawValue), .text(String(decoding: json, as: UTF8.self)), Value(view.finishedAt),
        .integer(view.id),
      ])
  }

  /// Keeps the plan that a job follows.
  public func save(plan: [UInt8], job: Int64) throws {
    try database.run(
      "UPDATE jobs SET plan = ? WHERE id = ?",
      [.text(String(decoding: plan, as: UTF8.self)), .integer(job)])
  }

  /// The plan that a job follows; nil when it has none yet.
  public func plan(of job: Int64) throws -> [UInt8]? {
    try database.run("SELECT plan FROM jobs WHERE id = ?", [.integer(job)]).first?.text(0).map {
      Array($0.utf8)
    }
  }

  /// All jobs, oldest first; only those in a status when one is given.
  public func jobs(in status: JobStatus? = nil) throws -> [JobView] {
    let rows =
      if let status {
        try database.run("SELECT view FROM jobs WHERE status = ? ORDER BY id", [.text(status.rawValue)])
      } else {
        try database.run("SELECT view FROM jobs ORDER BY id")
      }
    return try rows.map { try JSON.decode(JobView.self, from: Array(($0.text(0) ?? "").utf8)) }
  }

  /// Jobs behind a number on, at most so many, those in one status when it is given.
  public func jobs(in status: JobStatus?, after id: Int64, limit: Int) throws -> [JobView] {
    try database.run(
      "SELECT view FROM jobs WHERE id > ?1 AND (?2 IS NULL OR status = ?2) ORDER BY id LIMIT ?3",
      [.integer(id), Value(status?.rawValue), .integer(Int64(limit))]
    ).map { try JSON.decode(JobView.self, from: Array(($0.text(0) ?? "").utf8)) }
  }

  /// One job; nil when there is none with this number.
  public func job(_ id: Int64) throws -> JobView? {
    try database.run("SELECT view FROM jobs WHERE id = ?", [.integer(id)]).first
      .map { try JSON.decode(JobView.self, from: Array(($0.text(0) ?? "").utf8)) }
  }

  /// The jobs that have not ended.
  public func unfinishedJobs() throws -> [JobView] {
    try JobStatus.allCases.filter { !$0.isFinal }.flatMap { try jobs(in: $0) }
  }

  /// The latest job of a path.
  public func latestJob(of path: Path) throws -> JobView? {
    try database.run("SELECT view FROM jobs WHERE path = ? ORDER BY id DESC LIMIT 1", [Value(path)]).first
      .map { try JSON.decode(JobView.self, from: Array(($0.text(0) ?? "").utf8)) }
  }

  /// The work of all jobs that an encoder has done; nil when there was none.
  public func work(of encoder: String) throws -> (megapixels: Double, secs: Double, jobs: Int)? {
    let row = try database.run(
      """
      SELECT count(*), CAST(1000 * total(json_extract(view, '$.work.megapixels')) AS INTEGER),
      CAST(1000 * total(json_extract(view, '$.work.secs')) AS INTEGER)
      FROM jobs WHERE status = 'done' AND json_extract(view, '$.encoder') = ?
      AND json_extract(view, '$.work.secs') > 0
      """, [.text(encoder)]
    ).first
    guard let row, let jobs = row.integer(0), jobs > 0 else { return nil }
    return (Double(row.integer(1) ?? 0) / 1000, Double(row.integer(2) ?? 0) / 1000, Int(jobs))
  }

  /// What the jobs of a library have saved, as a share of their originals; nil while there is none.
  public func savedShare(in library: String) throws -> Double? {
    let row = try database.run(
      """
      SELECT CAST(total(json_extract(view, '$.saved_bytes')) AS INTEGER),
      CAST(total(json_extract(view, '$.original_bytes')) AS INTEGER) FROM jobs
      WHERE \(Self.counted) AND json_extract(view, '$.library') = ?
      """, [.text(library)]
    ).first
    guard let saved = row?.integer(0), let original = row?.integer(1), original > 0 else { return nil }
    return Double(saved) / Double(original)
  }

  /// How many jobs there are in each status.
  public func queue() throws -> [String: Int] {
    let rows = try database.run("SELECT status, count(*) FROM jobs GROUP BY status")
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.text(0) ?? "", Int($0.integer(1) ?? 0)) })
  }
}
