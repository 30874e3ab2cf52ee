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
    try database.transaction { () throws(LedgerError) in try write(view) }
    if view.startedAt != nil { publish(view) }
  }

  private func write(_ view: JobView) throws(LedgerError) {
    let row: JobRow
    do { row = try JobRow(view) } catch { throw LedgerError(step: "write a job", message: "\(error)") }
    // What its view and plan from before say has to be in columns before they are gone.
    if try !hasAllSums() { try index(jobsBehind: view.id - 1, through: view.id) }
    try database.run(
      "UPDATE jobs SET \(row.columns.map(\.set).joined(separator: ", ")) WHERE id = ?",
      row.columns.compactMap(\.value) + [.integer(view.id)])
    try list(view.file)
    if let result = row.result { try list(result) }
  }

  /// All jobs, oldest first; only those in a status when one is given.
  public func jobs(in status: JobStatus? = nil) throws -> [JobView] {
    try jobs(in: status, after: 0, limit: .max)
  }

  /// Jobs behind a number on, at most so many, those in one status when it is given.
  public func jobs(in status: JobStatus?, after id: Int64, limit: Int) throws -> [JobView] {
    // A statement for each case: one for both could use no index.
    guard let status else {
      return try views("WHERE id > ? ORDER BY id LIMIT ?", [.integer(id), .integer(Int64(limit))])
    }
    return try views(
      "WHERE status = ? AND id > ? ORDER BY id LIMIT ?",
      [.text(status.rawValue), .integer(id), .integer(Int64(limit))])
  }

  /// One job; nil when there is none with this number.
  public func job(_ id: Int64) throws -> JobView? { try views("WHERE id = ?", [.integer(id)]).first }

  /// The jobs that have not ended.
  public func unfinishedJobs() throws -> [JobView] {
    try JobStatus.allCases.filter { !$0.isFinal }.flatMap { try jobs(in: $0) }
  }

  /// The latest job of a path.
  public func latestJob(of path: Path) throws -> JobView? {
    try views("WHERE path = ? ORDER BY id DESC LIMIT 1", [Value(path)]).first
  }

  private func views(_ condition: String, _ values: [Value]) throws -> [JobView] {
    try database.run("SELECT view FROM jobs \(condition)", values)
      .map { try JSON.decode(JobView.self, from: Array(($0.text("view") ?? "").utf8)) }
  }
}
