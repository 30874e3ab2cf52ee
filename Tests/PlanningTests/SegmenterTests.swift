import Media
import TestSupport
import Testing

@testable import Planning

@Suite("The cutter")
struct CutterTests {
  /// A film of any kind, and the length that its segments are to have.
  private struct Film {
    var pictures: [PacketScan.Picture] = []
    var length = 1.0
    var cutter: Segmenter<[PacketScan.Picture]> { Segmenter(pictures: pictures, length: length) }
    var lasts: Double { Double(pictures[pictures.count - 1].time - pictures[0].time) }

    /// The longest time between two pictures.
    var gap: Int64 { zip(pictures, pictures.dropFirst()).map { $1.time - $0.time }.max() ?? 0 }
  }

  /// Pictures of a rate that is even or not, with gaps or without, and key pictures of every spacing.
  private func film(_ seed: UInt64, count: Range<Int> = 1..<3000) -> Film {
    var random = SplitMix(state: seed)
    var film = Film()
    let tick = [1, 40, 512, 3003].randomElement(using: &random) ?? 1
    let (uneven, gaps) = (Bool.random(using: &random), Int.random(in: 0...3, using: &random) == 0)
    let keys = [1, 2, 12, 250, 2000, 1_000_000].randomElement(using: &random) ?? 1
    let strict = Bool.random(using: &random)
    var time = [0, 0, -5000, 1 << 61, -(1 << 61)].randomElement(using: &random) ?? 0 as Int64
    var left = 0
    for _ in 0..<Int.random(in: count, using: &random) {
      let isKey = left == 0
      if isKey { left = strict ? keys : Int.random(in: 1...keys, using: &random) }
      left -= 1
      film.pictures.append(.init(time: time, isKey: isKey, size: .random(in: 3...90_000, using: &random)))
      time += Int64(tick) * (uneven ? .random(in: 1...4, using: &random) : 1)
      if gaps, Int.random(in: 0..<200, using: &random) == 0 { time += Int64(tick) * 5000 }
    }
    film.length = Double(tick) * .random(in: 1...800, using: &random)
    return film
  }

  @Test("takes every picture once, in order, and says truly which")
  func covers() {
    for seed in 0..<300 as Range<UInt64> {
      let film = film(seed)
      let (segments, pictures) = (film.cutter.segments(), film.pictures)
      #expect(segments == film.cutter.segments(), "seed \(seed)")
      #expect(segments.map(\.number) == Array(segments.indices), "seed \(seed)")
      var next = 0
      for segment in segments {
        guard segment.stretch.pictures > 0, next + segment.stretch.pictures <= pictures.count else { break }
        let after = next + segment.stretch.pictures
        let end = after < pictures.count ? pictures[after].time : nil
        if (segment.stretch.first, segment.stretch.last) != (pictures[next].time, pictures[after - 1].time)
          || segment.stretch.after != end
        {
          Issue.record("seed \(seed): \(segment)")
        }
        next = after
      }
      #expect(next == pictures.count, "seed \(seed)")
    }
  }

  @Test("begins to decode with two key pictures to spare, and never decodes a film many times over")
  func seeks() {
    for seed in 0..<300 as Range<UInt64> {
      let film = film(seed)
      let keys = film.pictures.filter(\.isKey).map(\.time)
      var (runUp, place) = (0.0, 0)
      for segment in film.cutter.segments() {
        while place < keys.count, keys[place] <= segment.stretch.first { place += 1 }
        let seek = segment.number > 0 && place >= 3 ? keys[place - 3] : nil
        if segment.seek != seek { Issue.record("seed \(seed): \(segment)") }
        if segment.number > 0 {
          runUp += Double(segment.stretch.first - (segment.seek ?? film.pictures[0].time))
        }
      }
      #expect(runUp <= 6 * film.lasts, "seed \(seed): \(runUp / film.lasts) times")
    }
  }

  @Test("makes no segment shorter than half of what is wanted, and cuts at key pictures where it can")
  func lengths() {
    for seed in 0..<300 as Range<UInt64> {
      let film = film(seed)
      let (segments, end) = (film.cutter.segments(), film.pictures[film.pictures.count - 1].time)
      let keys = film.pictures.filter(\.isKey).map(\.time)
      let isKey = Set(keys)
      for (segment, next) in zip(segments, segments.dropFirst()) {
        let wanted = 2 * Double(next.stretch.first - segment.stretch.first)
        if wanted < film.length - 2 { Issue.record("seed \(seed): \(segment) is short") }
        let isNear = keys.contains { key in
          let after = 2 * Double(key - segment.stretch.first)
          return after >= film.length + 2 && after < 4 * film.length - 4
            && 2 * Double(end - key) >= film.length + 2
        }
        let runUp = Double(segment.stretch.first - (segment.seek ?? film.pictures[0].time))
        if isNear, runUp <= 4 * film.length, !isKey.contains(next.stretch.first) {
          Issue.record("seed \(seed): \(segment) ends at no key picture")
        }
      }
      guard segments.count > 1, let last = segments.last else { continue }
      #expect(2 * Double(end - last.stretch.first) >= film.length - 2, "seed \(seed): the last is \(last)")
    }
  }

  @Test("makes segments of about the length that is wanted")
  func count() {
    let pictures = (0..<15_000).map { PacketScan.Picture(time: $0 * 40, isKey: $0 % 50 == 0, size: 9) }
    let segments = Segmenter(pictures: pictures, length: 30_000).segments()
    #expect(segments.count == 20 && segments.allSatisfy { $0.stretch.pictures == 750 })
  }

  @Test("goes on where a clock is as coarse as its segments are short")
  func coarse() {
    for keys in [1, 2, 5, 100] {
      let pictures = (0..<40).map { PacketScan.Picture(time: $0, isKey: Int($0) % keys == 0, size: 9) }
      for length in [0.5, 1, 1.5, 2, 3] {
        let segments = Segmenter(pictures: pictures, length: length).segments()
        #expect(segments.reduce(0) { $0 + $1.stretch.pictures } == 40 && segments.count > 4)
      }
    }
  }

  @Test("bears any times that a file may claim")
  func extremes() {
    let times = [Int64.min, Int64.min + 1, -1, 0, 1, Int64.max - 1, Int64.max]
    let pictures = times.map { PacketScan.Picture(time: $0, isKey: true, size: 9) }
    for length in [1, 1e6, 1e18, 1e30] {
      let segments = Segmenter(pictures: pictures, length: length).segments()
      #expect(segments.reduce(0) { $0 + $1.stretch.pictures } == times.count)
    }
  }

  @Test("is done with a long film at once", arguments: [1, 250, 1_000_000])
  func speed(keys: Int) {
    let pictures = (0..<200_000).map {
      PacketScan.Picture(time: Int64($0) * 40, isKey: $0 % keys == 0, size: $0 * 7919 % 10_007)
    }
    let clock = ContinuousClock()
    for length in [1000.0, 30_000, 1e7] {
      var count = 0
      let time = clock.measure { count = Segmenter(pictures: pictures, length: length).segments().count }
      // In a debug build, on a busy machine; what takes the square of its pictures takes minutes.
      #expect(time < .seconds(60) && count >= 1, "\(length): \(time)")
    }
  }
}
