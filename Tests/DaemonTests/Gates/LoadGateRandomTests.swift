import Configuration
import TestSupport
import Testing

@testable import Daemon

/// The properties that hold whatever others do.
@Suite("The gate for load, at random")
struct LoadGateRandomTests {
  private static let seeds = 0..<60 as Range<UInt64>

  private static func level(_ draw: inout SplitMix) -> Double {
    [0, 0.1, 0.39, 0.45, 0.51, 0.7, 1].randomElement(using: &draw) ?? 0
  }

  @Test("it never opens and closes faster than it may, however unevenly it is asked", arguments: seeds)
  func flapping(seed: UInt64) {
    var draw = SplitMix(state: seed)
    var bench = LoadBench(LoadLimits(maxCPUPercent: 50))
    bench.ours.processors = 1
    for _ in 0..<300 {
      bench.others.processors = Self.level(&draw)
      for _ in 0..<Int.random(in: 1...15, using: &draw) { bench.step(.random(in: 0.1...2, using: &draw)) }
    }
    // Time is cut into windows of at most two seconds, each of which counts as a whole.
    #expect(bench.frozen.allSatisfy { $0 >= 9.9 } && bench.open.dropFirst().allSatisfy { $0 >= 2.4 })
    #expect(!bench.frozen.isEmpty)
  }

  @Test("a load that stays closes it within five seconds, and one that goes opens it", arguments: seeds)
  func stays(seed: UInt64) {
    var draw = SplitMix(state: seed)
    var bench = LoadBench(LoadLimits(maxCPUPercent: 50, maxIOWaitPercent: 50, maxPressure: 50))
    bench.run(5)
    for _ in 0..<100 {
      bench.ours.processors = Double.random(in: 0...1, using: &draw)
      bench.others = .init(
        processors: Double.random(in: 0.52...1, using: &draw), disks: Double.random(in: 0...1, using: &draw))
      bench.step(.random(in: 0.5...1, using: &draw))
      bench.run(4)
      let changes = bench.frozen.count
      #expect(bench.isFrozen)
      bench.run(Int.random(in: 0...100, using: &draw))
      #expect(bench.isFrozen && bench.frozen.count == changes)
      bench.others = .init(
        processors: Double.random(in: 0...0.39, using: &draw),
        disks: Double.random(in: 0...0.39, using: &draw))
      bench.step(.random(in: 0.5...1, using: &draw))
      bench.run(11)
      #expect(!bench.isFrozen)
    }
  }

  @Test("our own load keeps it closed for no longer than a look, however it changes", arguments: seeds)
  func own(seed: UInt64) {
    var draw = SplitMix(state: seed)
    var bench = LoadBench(LoadLimits(maxCPUPercent: 20, maxIOWaitPercent: 20, maxPressure: 20))
    for _ in 0..<300 {
      bench.ours = .init(processors: Self.level(&draw), disks: Self.level(&draw))
      bench.hasWork = Int.random(in: 0...9, using: &draw) > 0
      bench.run(Int.random(in: 1...30, using: &draw))
    }
    #expect(bench.frozen.allSatisfy { $0 <= 3 }, "\(bench.frozen)")
    #expect(bench.frozenSecs < 0.05 * bench.now, "\(bench.frozenSecs) of \(bench.now)")
  }

  @Test("a clock that leaps, forth or back, leaves it as it should be a few seconds later", arguments: seeds)
  func leaps(seed: UInt64) {
    var draw = SplitMix(state: seed)
    var bench = LoadBench(LoadLimits(maxCPUPercent: 50, maxIOWaitPercent: 50, maxPressure: 50))
    for _ in 0..<100 {
      let isBusy = Bool.random(using: &draw)
      bench.others = isBusy ? .init(processors: 0.9, disks: 0.9) : .init(processors: 0.1, disks: 0.1)
      for _ in 0..<Int.random(in: 0...5, using: &draw) {
        let size = [3, 30, 100_000].randomElement(using: &draw) ?? 0
        bench.leap += .seconds(Int.random(in: -size...size, using: &draw))
        bench.run(Int.random(in: 0...3, using: &draw))
      }
      bench.run(13)
      #expect(bench.isFrozen == isBusy)
      // It stays so while the clock leaps.
      let changes = bench.frozen.count + bench.open.count
      for _ in 0..<Int.random(in: 0...5, using: &draw) {
        bench.leap += .seconds(Int.random(in: -50...50, using: &draw))
        bench.run(Int.random(in: 1...3, using: &draw))
      }
      #expect(bench.isFrozen == isBusy && bench.frozen.count + bench.open.count == changes)
    }
  }
}
