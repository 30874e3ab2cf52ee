import API
import Ledger
import Platform
import TestSupport
import Testing

/// Rows that hold whatever 64 bits can: nothing that is read back from them may overflow.
@Suite("Numbers in the ledger")
struct LedgerExtremesTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
  }

  private func done(_ before: Int64, _ after: Int64, work: JobView.Work? = nil) async throws {
    var view = try await ledger.addJob(path: Path("/film"), library: "films", originalBytes: before)
    (view.status, view.encoder, view.outputBytes) = (.done, "libx265", after)
    (view.savedBytes, view.work) = (before.saturatingSubtract(after), work)
    (view.startedAt, view.finishedAt) = ("0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z")
    try await ledger.save(view)
  }

  @Test(
    "add up to the most that there is",
    arguments: [(.max, 0), (.min, .max), (.max, .min), (.min, .min)] as [(Int64, Int64)])
  func sums(before: Int64, after: Int64) async throws {
    for _ in 0..<3 { try await done(before, after, work: .init(megapixels: 1e300, secs: 1e300)) }
    let stats = try await ledger.stats()
    #expect(stats.filesDone == 3 && stats.originalBytes == (before > 0 ? .max : .min))
    #expect(stats.outputBytes == (after == 0 ? 0 : after > 0 ? .max : .min))
    #expect(stats.savedBytes == stats.originalBytes.saturatingSubtract(stats.outputBytes))
    #expect(try await ledger.savedShare(in: "films").map(\.isFinite) ?? true)
    let work = try await ledger.work(of: "libx265")
    #expect(work.map { $0.megapixels.isFinite && $0.secs.isFinite && $0.jobs == 3 } == true)
  }

  @Test("of files that wait are summed without an end")
  func waiting() async throws {
    for (name, size) in [("/a", Int64.max), ("/b", .max), ("/c", 1)] {
      var identity = Identity(try scratch.status())
      identity.size = size
      try await ledger.save(
        FileRecord(
          path: Path(name), library: "films", identity: identity, basis: .init(rules: 0, tools: 0),
          state: .queued,
          reason: nil))
    }
    #expect(try await ledger.waitingBytes() == .max)
    #expect(try await ledger.waiting() == 3)
  }

  @Test("of setbacks put off or not, and never more", arguments: [Int.min, -1, 0, 1, 5, 6, .max])
  func setbacks(count: Int) {
    for last in [Int64.min, -1, 0, .max] {
      for now in [Int64.min, 0, .max] {
        var setbacks = RetryState(count: count, lastNs: last)
        let turn = setbacks.turn(nowNs: now)
        if count <= 0 { #expect(turn == .now) }
        if count > 5 { #expect(turn == .whenAsked) }
        if case .later(let due) = turn { #expect((due > now || due == .max) && now >= last) }
        setbacks.add(nowNs: now)
        #expect(setbacks.lastNs == now)
      }
    }
  }

  @Test("of kept originals say when they are due")
  func due() {
    let ends: [Int64] = [.min, -1, 0, 1, .max]
    for kept in ends {
      for after in ends {
        var record = OriginalRecord(
          keep: Path("/k"), path: Path("/p"), target: Path("/t"), job: nil, original: (.min, 1, nil),
          result: (.max, 2, "x"), keptAt: kept, deleteAfter: after)
        for uptime in ends {
          record.keptUptime = uptime
          for now in ends {
            let isDue = record.isDue(at: now, uptime: .max)
            if now < after { #expect(!isDue) }
          }
        }
      }
    }
  }
}
