import Synchronization
import TestSupport
import Testing

@testable import Platform

@Suite("Alarms", .timeLimit(.minutes(5)))
struct AlarmTests {
  @Test("ring once their time has come, in whatever order they were set, unless they are taken back")
  func random() async throws {
    var random = SplitMix(state: 3)
    let (rings, ring) = AsyncStream.makeStream(of: Int.self)
    let start = ContinuousClock.now
    var expected: Set<Int> = []
    for index in 0..<500 {
      let time = Duration.milliseconds(Int.random(in: 0..<300, using: &random))
      let isBack = Bool.random(using: &random)
      // One that is taken back has to be late enough for that.
      let alarm = DeadlineTimer(in: isBack ? time + .seconds(30) : time) {
        ring.yield(ContinuousClock.now - start >= time ? index : -1)
      }
      if isBack { alarm.cancel() } else { expected.insert(index) }
    }
    var seen: [Int] = []
    for await index in rings {
      seen.append(index)
      if seen.count == expected.count { break }
    }
    #expect(Set(seen) == expected && !seen.contains(-1))
  }
}
