import Media
import Platform
import TestSupport
import Testing

@testable import Planning

@Suite("A division")
struct DivisionTests {
  private func division(_ segments: [SegmentPlan.Segment], _ timeBase: Rational, origin: Int64 = 0)
    -> SegmentPlan
  {
    SegmentPlan(
      timeBase: timeBase, origin: origin, segments: segments,
      encoding: [
        "-a", "{seek}", "-threads", "{threads}", "-i", "f", "-vf", "trim={range}", "-vf", "{told}",
      ], joining: [])
  }

  /// One picture.
  private func segment(_ number: Int, at time: Int64, next: Int64?) -> SegmentPlan.Segment {
    let stretch = SegmentPlan.FrameRange(pictures: 1, first: time, last: time, after: next)
    return SegmentPlan.Segment(number: number, stretch: stretch, head: stretch, seek: nil)
  }

  @Test(
    "lets no rounding add up",
    arguments: [
      Rational(1, 90_000), Rational(1001, 30_000), Rational(1001, 24_000), Rational(1, 1000),
      Rational(1, 48_000),
    ])
  func rounding(timeBase: Rational) throws {
    var random = SplitMix(state: 7)
    for origin in [0, -12_345, 1_107_000] as [Int64] {
      var (time, segments) = (origin, [SegmentPlan.Segment]())
      for number in 0..<1000 {
        let next = time + .random(in: 1...100_000, using: &random)
        segments.append(segment(number, at: time, next: next))
        time = next
      }
      let lines = String(decoding: division(segments, timeBase, origin: origin).list, as: UTF8.self).split(
        separator: "\n")
      let durations = lines.filter { $0.hasPrefix("duration ") }.map { $0.dropFirst(9) }
      try #require(durations.count == 999 && lines.first == "ffconcat version 1.0")
      var sum: Int128 = 0
      for (place, text) in durations.enumerated() {
        let parts = text.split(separator: ".")
        try #require(parts.count == 2 && parts[1].utf8.count == 6)
        sum += try Int128(#require(Int64(parts[0]))) * 1_000_000 + Int128(try #require(Int64(parts[1])))
        let exact = Int128(segments[place + 1].stretch.first - origin) * Int128(timeBase.num) * 1_000_000
        #expect((sum * Int128(timeBase.den) - exact).magnitude < UInt128(timeBase.den), "segment \(place)")
      }
    }
  }

  @Test("names its segments in order")
  func list() {
    let segments = (0..<2).map {
      segment($0, at: Int64($0), next: nil)
    }
    #expect(
      String(decoding: division(segments, Rational(1, 3)).list, as: UTF8.self) == """
        ffconcat version 1.0
        file segment-0.mp4
        duration 0.333333
        file segment-1.mp4

        """)
  }

  @Test("puts a segment's own times into its command")
  func arguments() {
    let first = SegmentPlan.Segment(
      number: 0, stretch: .init(pictures: 2, first: -7, last: 0, after: 3),
      head: .init(pictures: 1, first: -7, last: -7, after: 0), seek: nil)
    let last = SegmentPlan.Segment(
      number: 1, stretch: .init(pictures: 3, first: 3, last: 5, after: nil),
      head: .init(pictures: 1, first: 3, last: 3, after: 4), seek: -1)
    let division = division([first, last], Rational(1, 3))
    #expect(
      division.arguments(first, threads: 2) == [
        "-a", "-threads", "2", "-i", "f", "-vf", "trim=start=-2.333333:end=1.000000", "-vf",
        "trim=start=-2.333333:end=1.333333,showinfo=checksum=0",
      ], "it goes on to tell of the head of the next one")
    #expect(
      division.arguments(last, threads: 1) == [
        "-a", "-seek_timestamp", "1", "-noaccurate_seek", "-ss", "-0.333333", "-threads", "1", "-i", "f",
        "-vf", "trim=start=1.000000", "-vf",
        "trim=start=1.000000,showinfo=checksum=0",
      ])
  }

  @Test("never seeks before the key picture that it means, nor a microsecond behind it")
  func seeking() {
    var random = SplitMix(state: 3)
    for _ in 0..<5000 {
      let base = [Rational(1, 90_000), Rational(1001, 30_000), Rational(1, 44_100)].randomElement(
        using: &random)
      let ticks = Int64.random(in: -10_000_000_000...10_000_000_000, using: &random)
      guard let base else { continue }
      let exact = Int128(ticks) * Int128(base.num) * 1_000_000
      let late = Int128(SegmentPlan.microseconds(ticks, base, .up)) * Int128(base.den) - exact
      #expect(late >= 0 && late < Int128(base.den), "\(ticks) of \(base)")
    }
  }
}
