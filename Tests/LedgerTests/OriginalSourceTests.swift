import API
import Platform
import TestSupport
import Testing

@testable import Ledger

@Suite("How it is known that an original is kept")
struct OriginalSourceTests {
  @Test("of rows from before, those without a job came from notes, and those with one from ourselves")
  func migrated() async throws {
    let scratch = try Scratch()
    do {
      let raw = try RawDatabase(scratch.ledger)
      let before = Schema.migrations.prefix(3).flatMap(\.statements) + ["PRAGMA user_version = 3"]
      for statement in before { _ = try raw.rows(statement) }
      _ = try raw.rows(
        "INSERT INTO jobs (id, path, status, view, added_at) VALUES (7, x'2f61', 'done', '{}', '')")
      for (keep, job) in [("2f61", "NULL"), ("2f62", "7")] {
        _ = try raw.rows(
          "INSERT INTO originals VALUES (x'\(keep)', x'2f61', x'2f61', \(job), 1, 2, NULL, 3, 4, 'a', 5, 6, 7)"
        )
      }
    }
    let records = try await Ledger(path: scratch.ledger, jobDirectory: nil).originals()
    #expect(records.map(\.source) == [.note, .job] && records.map(\.keptUptime) == [7, 7])
  }

  @Test("is written down with each")
  func roundTrip() async throws {
    let ledger = try Ledger(path: Ledger.inMemory, jobDirectory: nil)
    for (name, source) in [("a", OriginalRecord.Source.job), ("b", .note)] {
      var record = OriginalRecord(
        keep: Path("/\(name)"), path: Path("/f"), target: Path("/f"), job: nil, original: (1, 2, nil),
        result: (3, 4, "c"), keptAt: 5, deleteAfter: nil)
      record.source = source
      try await ledger.keep(record, at: Uptime(boot: "x", secs: 1))
    }
    #expect(try await ledger.originals().map(\.source) == [.job, .note])
  }

  @Test("files and directories are closed to others, also those from before")
  func modes() async throws {
    let scratch = try Scratch()
    let (path, jobs) = (scratch.path.appending("state/ledger.sqlite"), scratch.path.appending("state/jobs"))
    try scratch.directory("state/jobs")
    try Files.writeAtomically([UInt8](), to: path, mode: 0o644)
    let ledger = try Ledger(path: path, jobDirectory: jobs)
    var job = try await ledger.addJob(path: Path("/a"), library: "", originalBytes: 1)
    job.startedAt = "2026-01-01T00:00:00Z"
    try await ledger.save(job)
    func mode(_ path: Path) throws -> UInt32 { try FileStatus.of(path).mode }
    #expect(try mode(path) == 0o600 && mode(jobs) == 0o700 && mode(path.suffixed("-wal")) == 0o600)
    #expect(try mode(jobs.appending("\(job.id).json")) == 0o600)
    let other = scratch.path.appending("other/ledger.sqlite")
    _ = try Ledger(path: other, jobDirectory: nil, mode: 0o640, directoryMode: 0o750)
    #expect(try mode(other) == 0o640 && mode(other.parent) == 0o750)
  }
}
