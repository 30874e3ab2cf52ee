import API
import Ledger
import Platform
import TestSupport
import Testing

@Suite("Finished segments")
struct LedgerSegmentsTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
  }

  private func job() async throws -> Int64 {
    try await ledger.addJob(path: Path("/a"), library: "films", originalBytes: 1).id
  }

  private func segment(_ number: Int, _ sha256: String = "aa") -> SegmentRecord {
    SegmentRecord(number: number, basis: "basis", sha256: sha256, detail: Array("{}".utf8))
  }

  @Test("are those of their job, in order, the last word about each")
  func order() async throws {
    let (one, other) = (try await job(), try await job())
    for number in [2, 0] { try await ledger.finish(segment(number), job: one) }
    try await ledger.finish(segment(2, "bb"), job: one)
    #expect(try await ledger.segments(of: one) == [segment(0), segment(2, "bb")])
    #expect(try await ledger.segments(of: other).isEmpty)
    #expect(try await ledger.jobsWithSegments() == [one])
    await #expect(throws: LedgerError.self) { try await ledger.finish(segment(0), job: 999) }
  }

  @Test("can be forgotten, one or all, and go over to another job")
  func forgetting() async throws {
    let (one, other) = (try await job(), try await job())
    for number in 0..<3 { try await ledger.finish(segment(number), job: one) }
    try await ledger.forgetSegments(of: one, number: 1)
    try await ledger.moveSegments(from: one, to: other)
    #expect(try await ledger.segments(of: other).map(\.number) == [0, 2])
    try await ledger.forgetSegments(of: other)
    #expect(try await ledger.jobsWithSegments().isEmpty)
  }

  @Test("teach how much memory an encode takes: the most that was seen")
  func memory() async throws {
    for bytes: Int64 in [100, 300, 200] {
      try await ledger.note(peakBytes: bytes, of: "libsvtav1", megapixels: 2, threads: 1)
    }
    #expect(try await ledger.peakBytes(of: "libsvtav1", megapixels: 2, threads: 1) == 300)
    #expect(try await ledger.peakBytes(of: "libsvtav1", megapixels: 2, threads: 4) == nil)
  }
}
