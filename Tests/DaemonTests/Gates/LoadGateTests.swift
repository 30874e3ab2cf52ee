import API
import Configuration
import Platform
import TestSupport
import Testing

@testable import Daemon

/// Whose load keeps work back, when, and for how long.
@Suite("The gate for load")
struct LoadGateTests {
  private static let cpu = LoadLimits(maxCPUPercent: 50)
  private static let disks = [LoadLimits(maxIOWaitPercent: 20), LoadLimits(maxPressure: 20)]

  @Test("closes for others who use the processors, and opens when they are done")
  func processors() throws {
    var bench = LoadBench(Self.cpu)
    bench.ours.processors = 1
    bench.run(60)
    #expect(bench.frozenSecs == 0 && bench.answer.mayBegin)
    bench.others.processors = 0.87
    bench.step(0.5)
    bench.run(1)
    #expect(!bench.isFrozen && !bench.answer.mayBegin)
    let closed = bench.run { $0.isFrozen }
    #expect(closed == 1)
    bench.step()
    #expect(
      bench.answer.pauses.map(\.description) == [
        "cpu_load: other programs use 87 % of the processors, max_cpu_percent is 50"
      ])
    bench.run(600)
    #expect(bench.isFrozen && bench.frozen.isEmpty)
    bench.others.processors = 0.3
    bench.step()
    #expect(
      bench.answer.pauses.map(\.detail) == [
        "other programs use 30 % of the processors; work goes on after 10 s of at most 40 % (max_cpu_percent is 50)"
      ])
    let opened = bench.run { !$0.isFrozen }
    #expect(opened == 9)
    #expect(bench.answer.mayBegin)
  }

  @Test("stays closed while the load is not clearly below its limit")
  func hysteresis() {
    var bench = LoadBench(Self.cpu)
    bench.others.processors = 0.6
    bench.run(10)
    bench.others.processors = 0.45
    bench.run(300)
    #expect(bench.isFrozen)
    // Below for less than ten seconds, time and again.
    for _ in 0..<20 {
      bench.others.processors = 0.1
      bench.run(9)
      bench.others.processors = 0.45
      bench.run(1)
    }
    #expect(bench.isFrozen)
  }

  @Test("does not close for a moment", arguments: [1, 2])
  func moment(secs: Int) {
    var bench = LoadBench(Self.cpu)
    for _ in 0..<50 {
      bench.others.processors = 1
      bench.run(secs)
      bench.others.processors = 0
      bench.run(5)
    }
    #expect(bench.open.isEmpty)
  }

  @Test(
    "finds out that waiting is our own, by short looks that become rare", arguments: disks, [0.21, 0.6, 1])
  func own(limits: LoadLimits, use: Double) {
    var bench = LoadBench(limits)
    bench.ours.disks = use
    bench.run(3600)
    #expect((1...12).contains(bench.frozen.count) && bench.frozen.allSatisfy { $0 <= 2 }, "\(bench.frozen)")
    #expect(bench.open.dropFirst().first.map { $0 >= 15 } == true && (bench.open.last ?? 0) > 500)
    #expect(!bench.isFrozen && bench.answer.mayBegin)
  }

  @Test("closes for others who wait, and takes that for ours for a moment only", arguments: disks)
  func others(limits: LoadLimits) throws {
    var bench = LoadBench(limits)
    bench.ours.disks = 0.1
    bench.run(60)
    bench.others.disks = 0.4
    let closed = bench.run { $0.isFrozen }
    #expect(try #require(closed) <= 4)
    #expect(
      bench.answer.pauses.first?.detail.hasSuffix("it is being seen whether that is our own work") == true)
    bench.run(600)
    #expect(bench.isFrozen && bench.frozen.isEmpty)
    let words = [
      "the processors wait for disks 40 % of the time", "programs wait for disks 40 % of the time",
    ]
    let keys = ["max_io_wait_percent", "max_pressure"]
    let index = limits.maxPressure == nil ? 0 : 1
    #expect(bench.answer.pauses.map(\.detail) == ["\(words[index]), \(keys[index]) is 20"])
    bench.others.disks = 0
    let opened = bench.run { !$0.isFrozen }
    #expect(opened == 10)
  }

  @Test("sees others beside our own waiting: at once when it rises, else after a while", arguments: disks)
  func beside(limits: LoadLimits) throws {
    for (more, longest) in [(0.5, 6), (0.25, 620)] {
      var bench = LoadBench(limits)
      bench.ours.disks = 0.3
      bench.run(3600)
      let looks = bench.frozen.count
      bench.others.disks = more
      let closed = bench.run { $0.isFrozen && $0.since >= 3 }
      #expect(try #require(closed) <= longest + 3)
      bench.run(100)
      #expect(bench.isFrozen && bench.frozen.count == looks)
    }
  }

  @Test("lets nothing begin beside others, even when nothing of ours runs", arguments: disks + [cpu])
  func idle(limits: LoadLimits) {
    var bench = LoadBench(limits)
    bench.hasWork = false
    bench.step()
    // One sample alone says nothing.
    #expect(!bench.answer.mayBegin)
    bench.run(1)
    #expect(bench.answer.mayBegin)
    bench.others = .init(processors: 0.9, disks: 0.9)
    bench.run(1)
    #expect(!bench.answer.mayBegin)
    bench.run(5)
    #expect(bench.isFrozen)
    bench.others = .init()
    bench.run(12)
    #expect(!bench.isFrozen && bench.answer.mayBegin)
  }

  @Test("is no hindrance where nobody set a limit, and asks for no samples")
  func none() {
    var bench = LoadBench(LoadLimits())
    #expect(!bench.gate.isNeeded)
    bench.others = .init(processors: 1, disks: 1)
    bench.run(1)
    #expect(bench.answer == LoadGate.Answer(pauses: [], mayBegin: true, notes: []))
  }

  @Test("says once what cannot be known, and does not close for it")
  func unknown() {
    var bench = LoadBench(LoadLimits(maxCPUPercent: 50, maxPressure: 20))
    bench.others.disks = 1
    bench.run(10)
    #expect(bench.isFrozen)
    bench.hasPressure = false
    bench.run(100)
    #expect(
      bench.notes == ["max_pressure has no effect here: read '/proc/pressure/io': Operation not supported"])
    #expect(!bench.isFrozen && bench.answer.mayBegin)
    bench.others.processors = 1
    bench.run(5)
    #expect(bench.answer.pauses.map(\.code) == [.cpuLoad])
  }

  @Test("does not wait for work that cannot be frozen")
  func unfrozen() {
    var gate = LoadGate(LoadLimits(maxPressure: 20))
    let start = SuspendingClock.now
    var frozen = 0
    for second in 0..<600 {
      let stalled = Result<Double, SystemError>.success(Double(second))
      let times = ProcessorTimes(busySecs: 0, ioWaitSecs: 0, totalSecs: Double(second))
      let sample = LoadSample(
        processors: .success(times), ownSecs: .success(0),
        stalledSecs: [.cpu: stalled, .memory: stalled, .io: stalled])
      let answer = gate.take(sample, at: start.advanced(by: .seconds(second)), isWorking: true)
      if !answer.pauses.isEmpty { frozen += 1 }
    }
    #expect((1..<40).contains(frozen))
  }
}
