import Ledger
import Testing

@Suite("Setbacks")
struct SetbacksTests {
  private static let second: Int64 = 1_000_000_000
  private let last = 1_772_366_400 * second

  @Test("put the next attempt off, longer each time, and end after the fifth", arguments: 0...8)
  func turns(count: Int) {
    let setbacks = RetryState(count: count, lastNs: last)
    guard count > 0 else { return #expect(setbacks.turn(nowNs: last) == .now) }
    guard count <= 5 else {
      return #expect(setbacks.turn(nowNs: .max) == .whenAsked && setbacks.turn(nowNs: 0) == .whenAsked)
    }
    let due = last + [60, 300, 1800, 7200, 21_600][count - 1] * Self.second
    #expect(setbacks.turn(nowNs: last) == .later(due) && setbacks.turn(nowNs: due - 1) == .later(due))
    #expect(setbacks.turn(nowNs: due) == .now)
  }

  @Test("keep nobody waiting for a clock that has jumped back", arguments: 1...5)
  func jumps(count: Int) {
    let setbacks = RetryState(count: count, lastNs: last)
    for now in [0, last - 1, last - 365 * 86_400 * Self.second] { #expect(setbacks.turn(nowNs: now) == .now) }
  }

  @Test("add up")
  func add() {
    var setbacks = RetryState()
    for now in 1...3 { setbacks.add(nowNs: Int64(now)) }
    #expect(setbacks == RetryState(count: 3, lastNs: 3))
  }
}
