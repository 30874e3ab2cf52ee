import Platform
import Synchronization
import TestSupport
import Testing

@testable import Daemon

/// Who may encode at the same time as whom, and when.
@Suite("The budget", .timeLimit(.minutes(5)))
struct BudgetTests {
  private static let cores = 4
  private static let memory: Int64 = 100

  private let budget = ResourceLimiter(cores: cores, memory: memory)
  private let meter = Meter(cores: cores, memory: memory)

  private func need(_ cores: Int = 1, memory: Int64 = 0, disk: UInt64? = nil, length: Int = 0)
    -> ResourceLimiter.Need
  {
    ResourceLimiter.Need(cores: cores, memory: memory, disk: disk, length: length)
  }

  /// Takes a share until the gate opens; returns once it has been asked for.
  private func hold(_ need: ResourceLimiter.Need, _ gate: Gate) -> Task<Void, any Error> {
    Task.immediate { try await budget.taking(need) { try await meter.during(need) { await gate.wait() } } }
  }

  /// Everything there is can be had, so that nobody holds any of it.
  private func expectAllIsFree() async throws {
    let all = need(Self.cores, memory: Self.memory)
    try await budget.taking(all) { try await meter.during(all) {} }
    #expect(meter.running == 0)
  }

  @Test(
    "never gives more cores, memory or readers of a disk than there are", arguments: 0..<5 as Range<UInt64>)
  func limits(seed: UInt64) async throws {
    var draw = SplitMix(state: seed)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<100 {
        let need = ResourceLimiter.Need.random(&draw)
        group.addTask {
          try await budget.taking(need) { try await meter.during(need) { await Task.yield() } }
        }
      }
      try await group.waitForAll()
    }
    #expect(meter.excesses == [] && meter.most > 1)
    try await expectAllIsFree()
  }

  @Test(
    "has the cores of a job whose disk does not answer for others, and nobody waits behind it",
    .timeLimit(.minutes(1)))
  func silent() async throws {
    let (job, gate) = (ToolGroup(), Gate())
    let (stuck, behind) = ToolGroup.$current.withValue(job) {
      (hold(need(Self.cores), gate), Task.immediate { try await budget.taking(need(length: 1)) {} })
    }
    await meter.wait(for: 1)
    let other = Task.immediate { try await budget.taking(need(Self.cores)) {} }
    await budget.note(job, isSilent: true)
    try await other.value
    await budget.note(job, isSilent: false)
    gate.open()
    try await stuck.value
    try await behind.value
    try await expectAllIsFree()
  }

  @Test("has two readers for one disk, and as many as it likes for several")
  func disks() async throws {
    let gate = Gate()
    let tasks = [1, 1, 2, 2].map { hold(need(disk: $0), gate) }
    await meter.wait(for: 4)
    #expect(meter.excesses == [])
    gate.open()
    for task in tasks { try await task.value }
    let other = Gate()
    let readers = [need(disk: 1), need(disk: 1), need(disk: 1)].map { hold($0, other) }
    await meter.wait(for: 2)
    other.open()
    for task in readers { try await task.value }
    #expect(meter.excesses == [])
  }

  @Test("lets what is larger than everything go on alone")
  func tooLarge() async throws {
    let (first, second) = (Gate(), Gate())
    let small = hold(need(), first)
    await meter.wait(for: 1)
    let large = hold(need(9, memory: 900, length: 2), second)
    let late = hold(need(length: 1), second)
    first.open()
    try await small.value
    await meter.wait(for: 1)
    #expect(meter.order.last == 2)
    second.open()
    try await large.value
    try await late.value
    #expect(meter.excesses == [])
  }

  @Test("takes the longest first, and equals as they came")
  func longestFirst() async throws {
    let gate = Gate()
    let lengths = [3, 9, 1, 5, 9]
    let holder = hold(need(Self.cores, length: 7), gate)
    await meter.wait(for: 1)
    let waiters = lengths.map { hold(need(Self.cores, length: $0), gate) }
    gate.open()
    for task in [holder] + waiters { try await task.value }
    #expect(meter.order == [7, 9, 9, 5, 3, 1])
  }

  @Test("gives a turn to those behind a waiter that goes away")
  func cancelledWaiter() async throws {
    let (gate, other) = (Gate(), Gate())
    let holder = hold(need(1), gate)
    await meter.wait(for: 1)
    let large = hold(need(Self.cores, length: 9), gate)
    let small = hold(need(1, length: 1), other)
    large.cancel()
    await #expect(throws: CancellationError.self) { try await large.value }
    await meter.wait(for: 2)
    other.open()
    try await small.value
    gate.open()
    try await holder.value
    try await expectAllIsFree()
  }

  private static func untilCancelled() async throws {
    let (nothing, source) = AsyncStream.makeStream(of: Never.self)
    for await _ in nothing {}
    withExtendedLifetime(source) {}
    try Task.checkCancellation()
  }

  @Test("has back what a body took that failed or was cancelled")
  func endedBodies() async throws {
    struct Broken: Error {}
    let all = need(Self.cores, memory: Self.memory)
    await #expect(throws: Broken.self) { try await budget.taking(all) { throw Broken() } }
    let sleeper = Task {
      try await budget.taking(all) {
        try await meter.during(all) { try await Self.untilCancelled() }
      }
    }
    await meter.wait(for: 1)
    sleeper.cancel()
    await #expect(throws: CancellationError.self) { try await sleeper.value }
    let late = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await budget.taking(all) { _ = Issue.record("it was cancelled before it asked") }
    }
    await #expect(throws: CancellationError.self) { try await late.value }
    try await expectAllIsFree()
  }

  @Test("is whole again after a storm", arguments: 0..<3 as Range<UInt64>)
  func storm(seed: UInt64) async throws {
    var draw = SplitMix(state: 1000 + seed)
    var tasks: [Task<Void, any Error>] = []
    for _ in 0..<500 {
      let (need, naps) = (ResourceLimiter.Need.random(&draw), Int.random(in: 0...5, using: &draw))
      tasks.append(
        Task {
          try await budget.taking(need) {
            try await meter.during(need) {
              for _ in 0..<naps { await Task.yield() }
              try Task.checkCancellation()
            }
          }
        })
      if Bool.random(using: &draw) { tasks.randomElement(using: &draw)?.cancel() }
      if Int.random(in: 0...20, using: &draw) == 0 { await Task.yield() }
    }
    for task in tasks {
      do { try await task.value } catch is CancellationError {}
    }
    #expect(meter.excesses == [])
    try await expectAllIsFree()
  }
}

extension ResourceLimiter.Need {
  fileprivate static func random(_ draw: inout SplitMix) -> Self {
    Self(
      cores: .random(in: 1...5, using: &draw), memory: .random(in: 0...110, using: &draw),
      disk: [nil, 1, 2].randomElement(using: &draw) ?? nil, length: .random(in: 0...9, using: &draw))
  }
}
