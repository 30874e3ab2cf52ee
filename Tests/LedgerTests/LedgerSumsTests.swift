import API
import Ledger
import Platform
import TestSupport
import Testing

@Suite("Sums of what counts")
struct LedgerSumsTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
  }

  private func done(_ name: String) async throws -> JobView {
    var job = try await ledger.addJob(path: Path("/films/\(name)"), library: "films", originalBytes: 100)
    (job.status, job.encoder, job.outputBytes, job.savedBytes) = (.done, "libsvtav1", 40, 60)
    (job.startedAt, job.finishedAt) = ("2026-03-01T00:00:00Z", "2026-03-01T01:00:00Z")
    try await ledger.save(job)
    return job
  }

  private func restore(_ job: JobView) async throws {
    let identity = Identity(try scratch.status())
    var entry = JournalEntry(
      .restore, job: job.id, directory: Path("/films"), name: [], target: [], staging: [], keep: [],
      original: identity)
    entry = try await ledger.begin(entry)
    entry.state = .done
    try await ledger.advance(entry)
  }

  @Test("a job whose original was put back saves nothing, and teaches plan nothing")
  func restored() async throws {
    _ = try await done("a.mkv")
    var told = try await done("b.mkv")
    // As a restore leaves it.
    told.savedBytes = 0
    try await ledger.save(told)
    #expect(try await ledger.stats().filesDone == 1)
    // As one leaves it that was interrupted after the last step on the disk.
    try await restore(try await done("c.mkv"))
    let stats = try await ledger.stats()
    #expect((stats.filesDone, stats.originalBytes, stats.savedBytes) == (1, 100, 60))
    #expect(stats.libraries.map(\.savedBytes) == [60] && stats.encoders.map(\.filesDone) == [1])
    #expect(try await ledger.savedShare(in: "films") == 0.6)
    #expect(try await ledger.jobs(in: .done).count == 3, "the jobs themselves stay what they were")
  }

  @Test("our own results are told apart among the files that are skipped")
  func own() async throws {
    for (path, code) in [
      ("/films/a", ReasonCode.alreadyCondensed), ("/films/b", .hdr), ("/films/c", .insufficientSavings),
    ] {
      try await ledger.save(
        FileRecord(
          path: Path(path), library: "films", identity: Identity(try scratch.status()),
          basis: .init(rules: 0, tools: 0), state: .skipped, reason: Reason(code, "so it is")))
    }
    let stats = try await ledger.stats()
    #expect((stats.filesDone, stats.filesFailed, stats.filesSkipped, stats.filesOwn) == (0, 0, 3, 1))
    #expect(stats.libraries.map(\.name) == ["films"])
  }

  @Test("kept originals are added up, with when the first and the last of them go")
  func kept() async throws {
    #expect(try await ledger.kept() == KeptView())
    for (name, size, deleteAfter) in [
      ("a", Int64(100), Int64?(1000)), ("b", 50, 2000), ("c", Int64.max, nil),
    ] {
      let path = Path("/films/\(name)")
      try await ledger.keep(
        OriginalRecord(
          keep: path.suffixed(".orig"), path: path, target: path, job: nil, original: (size, 1, nil),
          result: (1, 2, ""), keptAt: 1, deleteAfter: deleteAfter), at: Uptime.now())
    }
    let kept = try await ledger.kept()
    #expect((kept.files, kept.bytes, kept.stayingFiles) == (3, .max, 1))
    #expect((kept.nextAt, kept.lastAt) == ("1970-01-01T00:16:40Z", "1970-01-01T00:33:20Z"))
  }
}
