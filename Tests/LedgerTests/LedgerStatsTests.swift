import API
import Ledger
import Platform
import TestSupport
import Testing

@Suite("Totals")
struct LedgerStatsTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
  }

  private func done(_ library: String, _ encoder: String, from before: Int64, to after: Int64, day: Int)
    async throws
  {
    var view = try await ledger.addJob(
      path: Path("/\(library)/\(day)"), library: library, originalBytes: before)
    (view.status, view.encoder, view.outputBytes) = (.done, encoder, after)
    (view.startedAt, view.finishedAt) = ("2026-03-0\(day)T00:00:00Z", "2026-03-0\(day)T01:00:00Z")
    try await ledger.save(view)
  }

  @Test("of nothing are nothing")
  func empty() async throws {
    let stats = try await ledger.stats()
    #expect(stats == StatsView() && stats.originalBytesPerDay == nil && stats.lastDoneAt == nil)
  }

  @Test("add up, by library and by encoder")
  func totals() async throws {
    try await done("films", "libsvtav1", from: 100, to: 50, day: 1)
    try await done("series", "libx265", from: 300, to: 50, day: 3)
    try await done("films", "libsvtav1", from: 200, to: 100, day: 2)
    _ = try await ledger.addJob(path: Path("/waiting"), library: "films", originalBytes: 1000)
    let files = [
      ("/a", "films", FileRecord.State.skipped), ("/b", "films", .failed), ("/c", "other", .skipped),
      ("/d", "other", .queued),
    ]
    for (path, library, state) in files {
      try await ledger.save(
        FileRecord(
          path: Path(path), library: library, identity: Identity(try scratch.status()),
          basis: .init(rules: 0, tools: 0),
          state: state, reason: nil))
    }
    let stats = try await ledger.stats()
    #expect((stats.filesDone, stats.filesFailed, stats.filesSkipped) == (3, 1, 2))
    #expect((stats.originalBytes, stats.outputBytes, stats.savedBytes) == (600, 200, 400))
    #expect(stats.reductionPercent == 66.7 && stats.lastDoneAt == "2026-03-03T01:00:00Z")
    #expect(stats.workingSecs == 3 * 3600 && stats.originalBytesPerDay == 600 * 8)
    #expect(stats.libraries.map(\.name) == ["films", "other", "series"])
    #expect(stats.libraries.map(\.savedBytes) == [150, 0, 250])
    #expect(stats.libraries.map(\.filesSkipped) == [1, 1, 0])
    #expect(stats.encoders.map(\.name) == ["libsvtav1", "libx265"])
    #expect(stats.encoders.map(\.filesDone) == [2, 1])
    #expect(stats.encoders.map(\.reductionPercent) == [50, 83.3])
    #expect(try await ledger.queue() == ["done": 3, "queued": 1])
  }

  @Test("lose nothing to a clock that was set back")
  func clock() async throws {
    try await done("films", "libsvtav1", from: 100, to: 50, day: 1)
    var view = try await ledger.addJob(path: Path("/b"), library: "films", originalBytes: 100)
    (view.status, view.encoder, view.outputBytes) = (.done, "libsvtav1", 50)
    (view.startedAt, view.finishedAt) = ("2026-03-01T00:00:00Z", "2020-01-01T00:00:00Z")
    try await ledger.save(view)
    let stats = try await ledger.stats()
    #expect(stats.filesDone == 2 && stats.workingSecs == 3600)
  }
}
