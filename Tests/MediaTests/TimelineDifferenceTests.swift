import Testing
import TestSupport

@testable import Media

struct BasePair: CustomTestStringConvertible {
  let fine: Rational, coarse: Rational
  var testDescription: String { "\(fine.num)/\(fine.den) against \(coarse.num)/\(coarse.den)" }

  static let all = [
    BasePair(fine: Rational(1, 30000), coarse: Rational(1, 1000)),
    BasePair(fine: Rational(1, 1000), coarse: Rational(1001, 30000)),
    BasePair(fine: Rational(1, 90000), coarse: Rational(1, 1000)),
    BasePair(fine: Rational(1, 16000), coarse: Rational(1, 12800)),
    BasePair(fine: Rational(1, 1_000_000_000), coarse: Rational(1, 24)),
    BasePair(fine: Rational(1, 2_147_483_647), coarse: Rational(1, 1000)),
  ]
}

@Suite("Timelines differ")
struct TimelineDifferenceTests {
  /// Random rising times in the coarse base, up to days long.
  private func times(_ seed: UInt64) -> [Int64] {
    var random = SplitMix(state: seed)
    var time = Int64.random(in: -100...1_000_000, using: &random)
    return (0..<Int.random(in: 2...50, using: &random)).map { _ in
      time += Int64.random(in: 1...10_000, using: &random)
      return time
    }
  }

  /// The same times in a finer base, rounded to it.
  private func rebased(_ times: [Int64], _ bases: BasePair) -> [Int64] {
    times.map {
      let exact = Int128($0) * Int128(bases.coarse.num) * Int128(bases.fine.den)
      let unit = Int128(bases.coarse.den) * Int128(bases.fine.num)
      return Int64((exact >= 0 ? exact + unit / 2 : exact - unit / 2) / unit)
    }
  }

  @Test("not by their base alone", arguments: BasePair.all)
  func sameTimes(bases: BasePair) {
    for seed in 0..<100 as Range<UInt64> {
      let coarse = FrameTimeline.made(bases.coarse, times(seed))
      let fine = FrameTimeline.made(bases.fine, rebased(times(seed), bases))
      #expect(fine.difference(from: coarse) == nil, "seed \(seed)")
      #expect(coarse.difference(from: fine) == nil, "seed \(seed)")
    }
  }

  @Test(
    "not by one tick, but by two", arguments: [Rational(1, 1000), Rational(1, 16000), Rational(1001, 30000)],
    [-1, 1] as [Int64])
  func ticks(base: Rational, sign: Int64) {
    for seed in 0..<100 as Range<UInt64> {
      var random = SplitMix(state: seed)
      let times = times(seed)
      let frame = Int.random(in: 0..<times.count, using: &random)
      let original = FrameTimeline.made(base, times)
      var moved = times
      moved[frame] += sign
      #expect(FrameTimeline.made(base, moved).difference(from: original) == nil, "seed \(seed)")
      moved[frame] += sign
      let difference = FrameTimeline.made(base, moved).difference(from: original)
      #expect(difference?.hasPrefix("frame \(frame) is ") == true, "seed \(seed): \(difference ?? "nil")")
    }
  }

  @Test("by more than a tick of the coarser base, however fine the other is", arguments: BasePair.all)
  func moved(bases: BasePair) {
    for seed in 0..<50 as Range<UInt64> {
      let times = times(seed)
      let fine = FrameTimeline.made(bases.fine, rebased(times, bases))
      let shifted = FrameTimeline.made(bases.coarse, times.map { $0 + 3 })
      #expect(shifted.difference(from: fine)?.hasPrefix("frame 0 is ") == true, "seed \(seed)")
    }
  }

  @Test("by a frame too many or too few, wherever it is")
  func counts() {
    for seed in 0..<100 as Range<UInt64> {
      var random = SplitMix(state: seed)
      let times = times(seed)
      var fewer = times
      fewer.remove(at: Int.random(in: 0..<times.count, using: &random))
      let (all, some) = (
        FrameTimeline.made(Rational(1, 1000), times), FrameTimeline.made(Rational(1, 1000), fewer)
      )
      #expect(some.difference(from: all) == "\(times.count - 1) frames instead of \(times.count)")
      #expect(all.difference(from: some) == "\(times.count) frames instead of \(times.count - 1)")
    }
    #expect(FrameTimeline().difference(from: FrameTimeline()) == nil)
  }

  @Test("says how far apart they are")
  func sentence() {
    let (late, right) = (
      FrameTimeline.made(Rational(1, 1000), [0, 540]), FrameTimeline.made(Rational(1, 1000), [0, 40])
    )
    #expect(late.difference(from: right) == "frame 1 is 0.5 s away from its place")
  }
}
