import TestSupport
import Testing

@testable import Platform

@Suite("The clocks of a tool", .timeLimit(.minutes(5)))
struct DeadlineTests {
  @Test("count all halts and nothing else, in whatever order one is told of them")
  func frozenTime() {
    var random = SplitMix(state: 7)
    for _ in 0..<200 {
      var (frozen, now, expected) = (FrozenTime(), SuspendingClock.now, Duration.zero)
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let step = Duration.milliseconds(Int.random(in: 0...1000, using: &random))
        if frozen.since != nil { expected += step }
        now = now.advanced(by: step)
        #expect(frozen.total(at: now) == expected)
        if Bool.random(using: &random) { frozen.freeze(at: now) } else { frozen.thaw(at: now) }
      }
    }
  }

  @Test("stand still while it does, and go on afterwards")
  func standStill() async throws {
    let limit = Duration.milliseconds(100)
    let deadline = Deadline(.init(wallClock: limit))
    deadline.freeze()
    let passed = Task { try await deadline.passed() }
    // Time that must not count: there is no event in it to wait for.
    try await Task.sleep(for: limit * 3)
    let (thawed, cause) = (ContinuousClock.now, passed)
    deadline.thaw()
    #expect(try await cause.value == .timedOut(limit))
    // Nearly all of the time that was left when it was frozen.
    #expect(thawed.duration(to: .now) >= limit / 2)
  }

  @Test("are given up at once when nobody waits any more, frozen or not", arguments: [true, false])
  func cancelled(isFrozen: Bool) async {
    let deadline = Deadline(.init(wallClock: .seconds(600)))
    if isFrozen { deadline.freeze() }
    let passed = Task { try await deadline.passed() }
    passed.cancel()
    await #expect(throws: CancellationError.self) { try await passed.value }
  }

  @Test("are not watched where there are no limits")
  func none() async throws { #expect(try await Deadline(.init()).passed() == nil) }
}
