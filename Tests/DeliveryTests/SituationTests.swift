import Ledger
import Testing

@testable import Delivery

/// Everything that can lie under the names of an attempt, and how far it can have got.
private let everySituation: [(JournalEntry.State, Situation)] = {
  let found = Situation.Found.allCases
  let targets: [Situation.Found?] = [nil] + found
  return [JournalEntry.State.intent, .ready, .swapped].flatMap { state in
    found.flatMap { name in
      found.flatMap { staging in
        found.flatMap { keep in
          targets.map { (state, Situation(name: name, staging: staging, keep: keep, target: $0)) }
        }
      }
    }
  }
}()

@Suite("Recovery")
struct SituationTests {
  @Test(
    "follows the table",
    arguments: [
      // name, staging, keep, after, step
      (
        Situation.Found.original, Situation.Found.other, Situation.Found.nothing, JournalEntry.State.intent,
        Step.discard
      ),
      (.original, .nothing, .nothing, .intent, .discard),
      (.other, .original, .nothing, .intent, .doubt),
      (.original, .result, .nothing, .ready, .resume),
      (.result, .original, .nothing, .ready, .putAway),
      (.result, .nothing, .original, .ready, .writeDown),
      (.other, .result, .nothing, .ready, .discard),
      (.nothing, .result, .nothing, .ready, .discard),
      (.result, .other, .nothing, .ready, .unswap),
      (.result, .original, .other, .ready, .unswap),
      (.result, .original, .nothing, .swapped, .putAway),
      (.other, .original, .nothing, .swapped, .putAway),
      (.result, .nothing, .original, .swapped, .writeDown),
      (.nothing, .nothing, .nothing, .swapped, .doubt),
      (.result, .nothing, .nothing, .ready, .doubt),
      (.other, .other, .other, .ready, .doubt),
    ])
  func table(
    name: Situation.Found, staging: Situation.Found, keep: Situation.Found, after: JournalEntry.State,
    step: Step
  ) {
    #expect(Situation(name: name, staging: staging, keep: keep).next(after: after) == step)
  }

  @Test("never removes the only original, nor what is nobody's but a user's")
  func discards() {
    for (state, situation) in everySituation where situation.next(after: state) == .discard {
      // Only the staging name is removed.
      #expect(situation.staging != .original, "\(state) \(situation)")
      if state != .intent { #expect(situation.staging != .other, "\(state) \(situation)") }
      // A delivered result is not thrown away in favour of nothing.
      #expect(situation.name != .result || state == .intent, "\(state) \(situation)")
    }
  }

  @Test("puts away or writes down only an original that is there, and only over a free name")
  func forward() {
    for (state, situation) in everySituation {
      switch situation.next(after: state) {
      case .putAway:
        #expect(situation.keep == .nothing, "\(state) \(situation)")
        #expect(situation.target == nil ? situation.staging == .original : situation.name == .original)
      case .writeDown:
        #expect(situation.keep == .original && situation.name != .original, "\(state) \(situation)")
      case .resume:
        #expect(situation.name == .original && situation.staging == .result && situation.keep != .original)
      case .unswap:
        #expect(situation.name == .result && situation.staging != .nothing && situation.staging != .result)
      case .discard, .doubt: break
      }
    }
  }

  @Test("never goes on from a step that has not been reached")
  func intent() {
    for (state, situation) in everySituation where state == .intent {
      #expect([.discard, .doubt].contains(situation.next(after: state)), "\(situation)")
    }
  }
}
