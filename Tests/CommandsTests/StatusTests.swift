import API
import Platform
import TerminalUI
import Testing

@testable import Commands

@Suite("The status for people")
struct StatusTests {
  @Test("has local times, what a full disk waits for, and what is kept, in lines of the terminal's width")
  func lines() {
    var stats = StatsView()
    (stats.filesDone, stats.originalBytes, stats.savedBytes) = (3, 200_000_000, 126_000_000)
    (stats.reductionPercent, stats.lastDoneAt) = (63, "2026-03-01T09:30:00Z")
    let view = StatusView(
      state: "paused",
      pausedBecause: [
        .init(code: "outside_hours", detail: "the hours for work are daily 01:00-07:00; \u{1B}[31mnext")
      ],
      current: [], queue: [:], nextWindowAt: "2026-03-02T00:00:00Z",
      disks: [
        .init(
          path: Path("/media"), freeBytes: 67_400_000_000, keepFreeBytes: 1_000_000_000, isFull: true,
          neededBytes: 80_000_000_000)
      ],
      kept: KeptView(
        files: 2, bytes: 316_000_000, nextAt: "2026-03-04T09:23:00Z", lastAt: "2026-03-04T09:23:40Z"),
      stats: stats)
    let lines = StatusCommand.lines(view, width: 72, now: 1_772_366_400, time: LocalTime { _ in 3600 })
    #expect(
      lines.map(\.visible) == [
        "state    paused",
        "because  outside_hours: the hours for work are daily 01:00-07:00;",
        "         ‹1B›[31mnext",
        "full     /media: 67.4 GB free, 80.0 GB needed for the next job, with 1.0",
        "         GB that have to stay free",
        "window   Mon 01:00",
        "files    3 done, 0 failed, 0 skipped",
        "saved    126 MB of 200 MB (63.0 %); 316 MB of originals are kept until",
        "         Wed 10:23, then they go by themselves",
        "last     Sun 10:30",
      ])
  }
}
