import API
import Platform
import TestSupport
import Testing

@testable import Ledger

/// Random histories of jobs and files, after which everything that is kept beside the jobs is what they themselves come to.
@Suite("Sums that are kept")
struct HistoriesTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
  }

  @Test("are those of all jobs and files, whatever became of them", arguments: 0..<12 as Range<UInt64>)
  func sums(seed: UInt64) async throws {
    var history = History(ledger, try Identity(scratch.status()), seed: seed)
    for _ in 0..<150 {
      try await history.step()
      try await ledger.expectTrueSums()
    }
    let listing = try await ledger.listing()
    #expect(!listing.isEmpty)
    // Filled in anew from the views, as for a ledger of an earlier version.
    try await ledger.forgetIndex()
    while try await ledger.indexMore() {}
    try await ledger.expectTrueSums()
    #expect(try await ledger.listing() == listing)
  }
}

/// One history: its steps are what happens in the life of a library.
private struct History {
  let ledger: Ledger
  let identity: Identity
  var numbers: SplitMix
  var jobs: [JobView] = []

  init(_ ledger: Ledger, _ identity: Identity, seed: UInt64) {
    (self.ledger, self.identity, numbers) = (ledger, identity, SplitMix(state: seed))
  }

  private mutating func one<T>(of all: [T]) -> T { all[Int.random(in: 0..<all.count, using: &numbers)] }

  private mutating func path() -> Path {
    Path("/films/\(Int.random(in: 0..<12, using: &numbers)).mkv\(one(of: ["", "", ".mp4"]))")
  }

  mutating func step() async throws {
    switch Int.random(in: 0..<10, using: &numbers) {
    case 0, 1:
      jobs.append(
        try await ledger.addJob(path: path(), library: one(of: ["films", "series", ""]), originalBytes: 1000))
    case 2, 3, 4: try await go(on: Int.random(in: 0..<max(1, jobs.count), using: &numbers))
    case 5: try await restore(Int.random(in: 0..<max(1, jobs.count), using: &numbers))
    case 6: _ = try await ledger.retire([path().name], in: Path("/films"))
    default: try await ledger.save(record())
    }
  }

  private mutating func go(on index: Int) async throws {
    guard jobs.indices.contains(index), !jobs[index].status.isFinal else { return }
    var job = jobs[index]
    job.status = one(of: JobStatus.allCases)
    job.encoder = one(of: ["libx265", "libsvtav1", nil])
    job.originalBytes = Int64.random(in: 1...5000, using: &numbers)
    job.startedAt = instant()
    job.reason = nil
    if job.status.isFinal { job.finishedAt = one(of: [instant(), instant(), nil]) }
    if job.status == .failed { job.reason = Reason(one(of: [.insufficientSavings, .ioError, .hdr]), "so") }
    if job.status == .done {
      job.outputBytes = Int64.random(in: 1...5000, using: &numbers)
      job.savedBytes = one(of: [job.originalBytes - (job.outputBytes ?? 0), nil])
      job.work = one(of: [.init(megapixels: 1.5, secs: 3), .init(megapixels: 1, secs: 0), nil])
      if one(of: [true, false]) { try await deliver(&job, to: Path("\(job.path).mp4")) }
    }
    jobs[index] = job
    try await ledger.save(job)
  }

  private func deliver(_ job: inout JobView, to target: Path) async throws {
    job.setResult(target)
    var entry = try await ledger.begin(
      JournalEntry(
        .replace, job: job.id, directory: target.parent, name: job.file.name, target: target.name,
        staging: [],
        keep: [], original: identity))
    entry.state = .done
    try await ledger.advance(entry)
  }

  /// Days of different length lie between them, and midnights.
  private mutating func instant() -> String {
    Timestamp.iso8601(seconds: 1_772_000_000 + Int64.random(in: 0..<1_000_000, using: &numbers))
  }

  private mutating func restore(_ index: Int) async throws {
    guard jobs.indices.contains(index), jobs[index].status == .done else { return }
    let how = Int.random(in: 0..<3, using: &numbers)
    if how > 0 {
      var entry = try await ledger.begin(
        JournalEntry(
          .restore, job: jobs[index].id, directory: Path("/films"), name: [], staging: [], keep: [],
          original: identity))
      entry.state = one(of: [.done, .abandoned])
      try await ledger.advance(entry)
    }
    guard how < 2 else { return }
    jobs[index].savedBytes = 0
    try await ledger.save(jobs[index])
  }

  private mutating func record() -> FileRecord {
    var identity = identity
    identity.size = Int64.random(in: 0...5000, using: &numbers)
    let reason = one(
      of: [nil, .alreadyCondensed, .hdr, .cancelled, .insufficientSavings] as [ReasonCode?]
    ).map { Reason($0, "so") }
    var record = FileRecord(
      path: path(), library: one(of: ["films", "series"]), identity: identity,
      basis: .init(rules: 1, tools: 1),
      state: one(of: [.skipped, .settling, .queued, .failed]), reason: reason,
      fingerprint: one(of: ["a", "b", nil]))
    if one(of: [true, false]), let reason { record.outcome = .init(plan: 1, tools: 1, reason: reason) }
    return record
  }
}

extension Ledger {
  fileprivate func expectTrueSums() throws {
    let (kept, fresh) = (KeptSums(), FreshSums())
    func table(_ sums: any JobSums) throws -> [String] {
      var lines = try sums.done(database).map { "\($0)" }.sorted()
      lines.append("\(try sums.lastDoneAt(database) ?? "-")")
      for library in ["films", "series", ""] {
        let saved = try sums.saved(in: library, database)
        lines.append("\(saved?.saved ?? 0) of \(saved?.original ?? 0)")
      }
      for encoder in ["libx265", "libsvtav1"] {
        let work = try sums.work(of: encoder, database)
        lines.append(
          "\(work?.integer("jobs") ?? 0) \(work?.integer("megapixels") ?? 0) \(work?.integer("secs") ?? 0)")
      }
      return lines
    }
    #expect(try table(kept) == table(fresh))
    #expect(try counts("job") == rows("SELECT status, '', '', count(*), 0 FROM jobs GROUP BY 1"))
    #expect(
      try counts("file")
        == rows(
          "SELECT state, library, coalesce(reason_code, ''), count(*), sum(size) FROM files WHERE gone = 0 GROUP BY 1, 2, 3"
        ))
    #expect(
      try counts("listed")
        == rows(
          "SELECT state, library, coalesce(reason, ''), count(*), sum(size) FROM listing GROUP BY 1, 2, 3"))
    let failed = try rows(
      "SELECT count(*) FROM jobs WHERE status = 'failed' AND json_extract(view, '$.reason.code') <> 'insufficient_savings'"
    )
    #expect(try rows("SELECT coalesce(sum(failed), 0) FROM days") == failed)
  }

  private func counts(_ kind: String) throws -> [[Value]] {
    try rows(
      "SELECT state, library, reason, files, bytes FROM counts WHERE kind = '\(kind)' AND files <> 0 ORDER BY 1, 2, 3"
    )
  }

  private func rows(_ sql: String) throws -> [[Value]] { try database.run(sql).map(\.values) }

  fileprivate func listing() throws -> [[Value]] {
    try rows("SELECT path, job, state, library, at, size, saved, reason, encoder FROM listing ORDER BY path")
  }

  /// Makes the ledger one whose jobs are in no column, sum or list.
  fileprivate func forgetIndex() throws {
    let nothing = [
      "library", "encoder", "reason", "original_bytes", "output_bytes", "saved_bytes", "megapixels", "secs",
      "started_at", "restored_at", "day", "result",
    ].map { "\($0) = NULL" }
    for statement in [
      "DROP TRIGGER days_of_jobs", "UPDATE jobs SET indexed = 0, \(nothing.joined(separator: ", "))",
      "DELETE FROM days",
      "DELETE FROM listing", "INSERT INTO indexing SELECT 1, 0, (SELECT max(id) FROM jobs), 0, x''",
      Schema.sums.first { $0.contains("TRIGGER days_of_jobs") } ?? "",
    ] { try database.run(statement) }
  }
}
