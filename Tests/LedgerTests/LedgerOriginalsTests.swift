import API
import Ledger
import Platform
import TestSupport
import Testing

@Suite("Kept originals")
struct LedgerOriginalsTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
  }

  private func original(_ name: [UInt8] = [0xff], keptAt: Int64 = 1000, days: Int64? = 1) -> OriginalRecord {
    let path = Path("/films").appending(name)
    return OriginalRecord(
      keep: path.suffixed(".orig"), path: path, target: path, job: nil, original: (9, .max, nil),
      result: (4, 7, "abc"), keptAt: keptAt, deleteAfter: days.map { keptAt + $0 * 86_400 })
  }

  @Test("come back as they were written, the oldest first")
  func roundTrip() async throws {
    let (late, early) = (original([1], keptAt: 5), original([2], keptAt: 4, days: nil))
    for record in [late, early] { try await ledger.keep(record, at: Uptime(boot: "a", secs: 10)) }
    #expect(try await ledger.originals().map(\.path) == [early, late].map(\.path))
    #expect(try await ledger.originals().first?.originalInode == .max)
    try await ledger.release(early)
    #expect(try await ledger.originals().map(\.path) == [late.path])
  }

  @Test("are due by both clocks, never by one of them")
  func due() async throws {
    try await ledger.keep(original(), at: Uptime(boot: "a", secs: 500))
    let record = try #require(try await ledger.originals().first)
    func isDue(_ wall: Int64, _ uptime: Uptime) async throws -> Bool {
      record.isDue(at: wall, uptime: try await ledger.total(at: uptime))
    }
    let (soon, later) = (Uptime(boot: "a", secs: 600), Uptime(boot: "a", secs: 500 + 86_400))
    #expect(try await !isDue(1000 + 10 * 86_400, soon), "the wall clock jumped ahead")
    #expect(try await !isDue(1000 + 86_399, later), "the wall clock was put back")
    #expect(try await isDue(1000 + 86_400, later))
    #expect(!original(days: nil).isDue(at: .max, uptime: .max), "for ever is for ever")
  }

  @Test("count the waking time over restarts, and only what was seen of it")
  func uptime() async throws {
    let steps: [(String, Int64, Int64)] = [
      ("a", 500, 0), ("a", 800, 300), ("a", 700, 300), ("b", 60, 360), ("b", 100, 400), ("a", 5, 405),
    ]
    for (boot, secs, total) in steps {
      #expect(try await ledger.count(Uptime(boot: boot, secs: secs)) == total, "\(boot) \(secs)")
    }
  }
}
