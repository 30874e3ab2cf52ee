import Media
import TestSupport
import Testing

@testable import Planning

@Suite("Samples of a film")
struct SamplingTests {
  private func frames(_ count: Int, size: (Int) -> Int = { _ in 100 }) -> [PacketScan.Picture] {
    (0..<count).map { PacketScan.Picture(time: Int64($0) * 40, isKey: $0 % 50 == 0, size: size($0)) }
  }

  private func samples(_ pictures: [PacketScan.Picture], _ range: Range<Int>? = nil, most: Int = 64) -> [Int]
  {
    Sampling(pictures, Rational(1, 1000)).frames(of: range ?? pictures.indices, most: most)
  }

  @Test("are its first and last frame, and pairs a second apart where it moves")
  func pairs() {
    let still = frames(750)
    let moving = frames(750) {
      [110..<125, 400..<430].contains { [place = $0] in $0.contains(place) } ? 900 : 10
    }
    #expect(samples(still) == [0, 25, 400, 425, 749], "two pairs in not quite half a minute")
    let seen = samples(moving)
    #expect(seen.first == 0 && seen.last == 749)
    // Between both frames of one of the pairs lies most of the motion.
    #expect(zip(seen, seen.dropFirst()).contains { $0 < 110 && $1 >= 124 && $1 - $0 == 25 })
    #expect(zip(seen, seen.dropFirst()).contains { $0 >= 399 && $1 < 430 && $1 - $0 == 25 })
  }

  @Test("are numbered from the first frame of a segment")
  func segment() {
    let seen = samples(frames(750), 200..<400)
    #expect(seen == [0, 25, 100, 125, 199])
  }

  @Test("of short ones are what there is")
  func short() {
    #expect(samples(frames(0)) == [] && samples(frames(1)) == [0] && samples(frames(2)) == [0, 1])
    #expect(samples(frames(20)) == [0, 19], "there is no second in it")
    #expect(samples(frames(750), most: 0) == [0, 749])
  }

  @Test("key frames tell of no motion")
  func keys() {
    let seen = samples(frames(100) { $0 == 50 ? 90_000 : $0 == 20 ? 500 : 10 })
    #expect(zip(seen, seen.dropFirst()).contains { $0 < 20 && $1 >= 20 })
  }

  @Test("are in order and in bounds, whatever times a film has")
  func any() {
    var random = SplitMix(state: 11)
    let bases = [Rational(1, 1000), Rational(1, 90_000), Rational(0, 1), Rational(1, 1), Rational(.max, 1)]
    for _ in 0..<2000 {
      let count = Int.random(in: 0...60, using: &random)
      var times = (0..<count).map { _ in
        [Int64.min, .max, 0, .random(in: -5000...5000, using: &random)].randomElement(using: &random) ?? 0
      }
      if Bool.random(using: &random) { times.sort() }
      let pictures = times.map {
        PacketScan.Picture(
          time: $0, isKey: Bool.random(using: &random), size: [0, 9, .max].randomElement(using: &random) ?? 0)
      }
      let start = Int.random(in: 0...count, using: &random)
      let range = start..<Int.random(in: start...count, using: &random)
      let base = bases.randomElement(using: &random) ?? bases[0]
      let seen = Sampling(pictures, base).frames(of: range)
      #expect(seen == Set(seen).sorted() && seen.allSatisfy { $0 >= 0 && $0 < range.count })
      #expect(seen.first == (range.isEmpty ? nil : 0) && (seen.last ?? 0) == max(0, range.count - 1))
      #expect(seen.count <= 130)
    }
  }

  @Test("of hours are no more than one command can name")
  func long() {
    let pictures = frames(250_000)
    let segments = Segmenter(
      pictures: pictures, length: 1000, sampling: Sampling(pictures, Rational(1, 1000))
    ).segments()
    let all = segments.reduce(0) { $0 + ($1.samples?.count ?? 0) }
    #expect(segments.count > 4000 && all <= 2 * segments.count)
    #expect(samples(pictures).count <= 130)
  }
}
