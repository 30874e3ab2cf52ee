import API
import Platform
import Testing

@testable import Commands
@testable import Daemon

@Suite("Sums for people")
struct SumsTests {
  private static let utc = LocalTime { _ in 0 }
  /// 2026-03-01T12:00:00Z, a Sunday.
  private static let now: Int64 = 1_772_366_400

  private static func job(_ id: Int64, _ status: JobStatus, _ code: ReasonCode? = nil, of name: String)
    -> JobView
  {
    var job = JobView(
      id: id, path: Path("/films/\(name)"), library: "films", status: status, originalBytes: 100, addedAt: "")
    job.reason = code.map { Reason($0, "so it is") }
    if status == .done { (job.outputBytes, job.savedBytes) = (40, 60) }
    return job
  }

  @Test("of a run count no gain as skipped, and not what a later job has done")
  func run() {
    var summary = RunSummary()
    summary.enter(Self.job(1, .done, of: "a"))
    summary.enter(Self.job(2, .failed, .insufficientSavings, of: "b"))
    summary.enter(Self.job(3, .failed, .encoderFailed, of: "c"))
    summary.enter(Self.job(4, .done, of: "c"))
    summary.enter(Self.job(5, .failed, .sourceDamaged, of: "d"))
    for code in [ReasonCode.hdr, .alreadyCondensed] {
      summary.skip(
        SkippedView(
          path: Path("/films/\(code)"), library: "films", status: "skipped", reason: Reason(code, ""),
          originalBytes: 1), identity: nil)
    }
    summary.unchanged = 7
    let kept = KeptView(files: 2, bytes: 200, nextAt: "2026-03-02T12:00:00Z", lastAt: "2026-03-02T12:00:30Z")
    #expect(
      RunReport.lines(summary, kept: kept, now: Self.now, time: Self.utc).last
        == "2 done, 1 failed, 2 skipped (1 would save too little), 8 unchanged; saved 120 B of 200 B (60 %); "
        + "200 B of originals are kept until Mon 12:00, then they go by themselves")
  }

  struct Case: CustomTestStringConvertible {
    var kept: KeptView
    var sentence: String?
    var testDescription: String { sentence ?? "nothing" }
  }

  @Test(
    "say what kept originals take, and until when",
    arguments: [
      Case(kept: KeptView(), sentence: nil),
      Case(
        kept: KeptView(
          files: 1, bytes: 316_000_000, nextAt: "2026-03-04T10:23:00Z", lastAt: "2026-03-04T10:23:00Z"),
        sentence: "316 MB of originals are kept until Wed 10:23, then they go by themselves"),
      Case(
        kept: KeptView(files: 3, bytes: 9000, nextAt: "2026-03-04T10:23:00Z", lastAt: "2026-04-04T10:23:00Z"),
        sentence:
          "9.0 kB of originals are kept and go by themselves, the first Wed 10:23, the last 2026-04-04 10:23"),
      Case(
        kept: KeptView(files: 1, bytes: 5, stayingFiles: 1, stayingBytes: 5),
        sentence: "5 B of originals are kept until you remove them"),
      Case(
        kept: KeptView(
          files: 2, bytes: 9, stayingFiles: 1, stayingBytes: 5, nextAt: "2026-03-01T10:23:00Z",
          lastAt: "2026-03-01T10:23:00Z"),
        sentence:
          "9 B of originals are kept; their time is up, the next run removes them; 5 B of them stay until you "
          + "remove them"),
    ])
  func kept(_ expected: Case) {
    #expect(KeptWords.sentence(expected.kept, now: Self.now, time: Self.utc) == expected.sentence)
  }

  @Test("of a purge say what is kept still")
  func purge() {
    func words(_ purge: Retention.Purge, _ kept: KeptView, isDue: Bool = true) -> String {
      OriginalsCommand.words(purge, kept, isDue: isDue, now: Self.now, time: Self.utc)
    }
    let kept = KeptView(
      files: 8, bytes: 248_000_000, nextAt: "2026-03-04T10:23:00Z", lastAt: "2026-03-05T10:23:00Z")
    var some = Retention.Purge()
    (some.removed, some.bytes, some.left) = (3, 45_000_000, 1)
    #expect(words(.init(), kept) == "none is due; 8 are kept (248 MB), the first until Wed 10:23")
    #expect(words(.init(), KeptView()) == "no original is kept")
    #expect(
      words(some, kept)
        == "3 removed, 45.0 MB freed, 1 had to stay; 8 are kept (248 MB), the first until Wed 10:23")
    (some.removed, some.left) = (1, 0)
    #expect(words(some, KeptView(), isDue: false) == "1 removed, 45.0 MB freed; no original is kept")
  }

  @Test(
    "of hours are no zeros",
    arguments: [
      (0, "less than a minute"), (59, "less than a minute"), (60, "about 1 minute"), (250, "about 4 minutes"),
      (3599, "about 1 hour"), (9000, "about 2.5 hours"), (45_000, "about 13 hours"),
      (1_036_800, "about 12 days"),
    ] as [(Double, String)])
  func roughly(_ secs: Double, _ text: String) { #expect(Quantity.roughly(secs) == text) }
}
