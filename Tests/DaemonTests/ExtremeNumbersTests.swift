import API
import Configuration
import Ledger
import Platform
import Testing

@testable import Daemon

/// The sums for a library with impossible sizes and a clock far away.
@Suite("Impossible numbers")
struct ExtremeNumbersTests {
  private static let ends: [Int64] = [.min, -1, 0, 1, .max]

  @Test("of bytes add up in a run's account")
  func summary() {
    var summary = RunSummary()
    for number in 1...3 {
      let file = SkippedView(
        path: Path("/\(number)"), library: "films", status: "skipped", reason: Reason(.tooSmall, ""),
        originalBytes: .max)
      summary.skip(file, identity: nil)
    }
    #expect(summary.skippedByReason[.tooSmall]?.bytes == ByteCount(.max))
    #expect(summary.skippedByReason[.tooSmall]?.files == 3)
  }

  @Test("of bytes are never free")
  func space() {
    let (work, library) = (
      SpaceNeed.Place(path: Path("/work"), device: 1), SpaceNeed.Place(path: Path("/films"), device: 2)
    )
    for library in [work, library] {
      for bytes in Self.ends.map({ ByteCount($0) }) {
        let need = SpaceNeed(
          bytes, copies: 2, remuxed: bytes, present: 0, work: work, library: library,
          floor: ByteCount(Int64.max / 2))
        let promised = ByteCount(Int64.max)
        _ = SpaceWatch.shortage(need, free: [1: ByteCount(.min)], before: [1: ByteCount(.max)])
        #expect(need.shortage(free: [1: 1, 2: 1], promised: [1: promised, 2: promised]) != nil)
      }
    }
    var pause = SpacePause()
    let shortage = Shortage(
      device: 1, place: Path("/"), free: ByteCount(.min), needed: ByteCount(.max), promised: ByteCount(.min))
    _ = pause.add(shortage)
    #expect(pause.relieved(promised: [1: ByteCount(.max)]) { _ in 0 }.isEmpty)
  }

  @Test("of bytes that no disk has keep one film waiting, and not its disk")
  func impossible() throws {
    let place = SpaceNeed.Place(path: Path("/films"), device: 1)
    let need = SpaceNeed(ByteCount(.max), work: place, library: place, floor: 0)
    let reason = try #require(need.impossibility { _ in ByteCount(1 << 40) })
    #expect(reason.code == .lowSpace && reason.detail.contains("1099511627776"))
    let small = SpaceNeed(ByteCount(1000), work: place, library: place, floor: ByteCount(1 << 50))
    #expect(small.impossibility { _ in ByteCount(1 << 40) } == nil)
  }

  @Test("of bytes in sums of jobs end at the range's ends")
  func stats() {
    var share = StatsView.Share(name: "all")
    for bytes in Self.ends + Self.ends {
      share.add(files: .max, originalBytes: bytes, outputBytes: .min, workingSecs: 1e-300)
    }
    #expect(share.filesDone == .max && share.outputBytes == .min)
  }

  @Test("of a clock have hours", arguments: [Int64.min, -62_135_596_800, -1, 9_223_372_037, .max])
  func hours(now: Int64) {
    let windows = [Window(days: Set(Weekday.allCases), from: 60, to: 120)]
    let hours = WorkHours(Schedule(windows: windows), LocalTime { _ in 3600 })
    let answer = hours.answer(at: now)
    #expect(answer.nextChange != nil)
    if !answer.isOpen { #expect(hours.pause(at: now)?.code == .outsideHours) }
  }
}
