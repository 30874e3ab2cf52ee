import API
import Configuration
import Platform
import Testing

@testable import Daemon

@Suite("What turns depend on")
struct ConditionsTests {
  /// Monday, 5 January 1970, 12:00 by the clocks of this process.
  private let noon: Int64 = {
    let midnight: Int64 = 4 * 86_400
    return midnight + 12 * 3600 - LocalTime.system.offset(midnight)
  }()

  private func settings(_ windowEnd: WindowEnd = .stop, from: Int = 13 * 60, to: Int = 14 * 60) -> Settings {
    Settings(schedule: Schedule(windows: [Window(from: from, to: to)], windowEnd: windowEnd))
  }

  @Test("without any, everything goes on")
  func none() {
    let verdict = LibraryPauses(Settings()).verdict(at: noon, own: [])
    #expect(verdict.because.isEmpty && verdict.mayBegin && verdict.order == .work)
  }

  @Test("hours that are over stop, freeze or let finish, and nothing begins", arguments: WindowEnd.allCases)
  func hours(_ windowEnd: WindowEnd) {
    let conditions = LibraryPauses(settings(windowEnd))
    let closed = conditions.verdict(at: noon, own: [])
    #expect(closed.because.map(\.code) == [.outsideHours] && !closed.mayBegin)
    switch windowEnd {
    case .stop: #expect(closed.order == .stop)
    case .freeze: #expect(closed.order == .freeze)
    case .finish: #expect(closed.order == .work)
    }
    #expect(conditions.opening(at: noon) == noon + 3600)
    let open = conditions.verdict(at: noon + 3600, own: [])
    #expect(open.because.isEmpty && open.mayBegin && open.order == .work)
    #expect(conditions.opening(at: noon + 3600) == nil)
    #expect(conditions.nextChange(at: noon + 3600) == noon + 7200)
  }

  @Test("a pause freezes, a disabled library ends, and the end is stronger")
  func own() {
    let conditions = LibraryPauses(Settings())
    let (paused, disabled) = (PauseReason(.paused, ""), PauseReason(.disabled, ""))
    #expect(conditions.verdict(at: noon, own: [paused]).order == .freeze)
    #expect(conditions.verdict(at: noon, own: [disabled]).order == .stop)
    #expect(conditions.verdict(at: noon, own: [paused, disabled]).order == .stop)
    #expect(!conditions.verdict(at: noon, own: [paused]).mayBegin)
  }

  @Test("nothing begins until require has said yes, and what runs goes on")
  func requirement() {
    var conditions = LibraryPauses(Settings(load: LoadLimits(require: [["true"]])))
    #expect(conditions.requirementDue != nil)
    #expect(!conditions.verdict(at: noon, own: []).mayBegin)
    conditions.ask()
    #expect(conditions.requirementDue == nil && !conditions.verdict(at: noon, own: []).mayBegin)
    conditions.answer(PauseReason(.requirement, "no"))
    let refused = conditions.verdict(at: noon, own: [])
    #expect(!refused.mayBegin && refused.order == .work && refused.because.map(\.code) == [.requirement])
    conditions.answer(nil)
    #expect(conditions.verdict(at: noon, own: []).mayBegin)
    #expect(conditions.requirementDue.map { $0 > .now } == true)
  }

  @Test("others' load freezes, and begins nothing while it is not known")
  func load() {
    var conditions = LibraryPauses(Settings(load: LoadLimits(maxCPUPercent: 50)))
    #expect(conditions.needsSamples && !conditions.verdict(at: noon, own: []).mayBegin)
    let began = SuspendingClock.now
    func sample(_ secs: Int, busy: Double) -> LoadSample {
      LoadSample(
        processors: .success(ProcessorTimes(busySecs: busy, ioWaitSecs: 0, totalSecs: Double(2 * secs))),
        ownSecs: .success(0), stalledSecs: [:])
    }
    for secs in 0...1 {
      _ = conditions.take(sample(secs, busy: 0), at: began + .seconds(secs), isWorking: true)
    }
    #expect(conditions.verdict(at: noon, own: []).mayBegin)
    for secs in 2...6 {
      _ = conditions.take(
        sample(secs, busy: Double(2 * (secs - 1))), at: began + .seconds(secs), isWorking: true)
    }
    let busy = conditions.verdict(at: noon, own: [])
    #expect(busy.order == .freeze && !busy.mayBegin && busy.because.map(\.code) == [.cpuLoad])
  }
}
