import Media

/// Chooses the frames of which source and result are compared. Pure.
///
/// Where nothing moves, a frame of another time looks the same. So all but the first and the last come in pairs, a second
/// apart, where the packets have most bytes, key frames aside: these tell of motion.
struct Sampling<Frames: RandomAccessCollection<PacketScan.Picture>> where Frames.Index == Int {
  /// The frames in the order in which they are shown, counted from 0.
  private let frames: Frames
  /// A second in units of their times.
  private let second: Double

  /// There is a pair for as many seconds of a stretch, within limits: two find what is wrong with a short one, and more
  /// than these tell nothing more of a long one.
  private static var secsPerPair: Double { 10 }
  private static var pairs: ClosedRange<Int> { 2...64 }

  init(_ frames: Frames, _ timeBase: Rational) { (self.frames, second) = (frames, 1 / timeBase.value) }

  /// The numbers of frames of a stretch, counted from its first one; `most` bounds the pairs.
  func frames(of stretch: Range<Int>, most: Int = .max) -> [Int] {
    guard let first = stretch.first, let last = stretch.last else { return [] }
    let long = gap(first, last) / second / Self.secsPerPair
    // A value that is not a number does not count as more.
    let pairs =
      long > Double(Self.pairs.lowerBound)
      ? Int(min(long, Double(Self.pairs.upperBound))) : Self.pairs.lowerBound
    let wanted = min(pairs, max(0, most))
    var chosen: Set = [first, last]
    for part in 0..<wanted {
      let (start, end) = (place(part, of: wanted, in: stretch), place(part + 1, of: wanted, in: stretch))
      if let pair = liveliest(start..<end, in: stretch) { chosen.formUnion([pair.0, pair.1]) }
    }
    return chosen.sorted().map { $0 - first }
  }

  private func place(_ part: Int, of parts: Int, in stretch: Range<Int>) -> Int {
    stretch.lowerBound + Int(Double(stretch.count) * Double(part) / Double(parts))
  }

  /// The frame of some, and the one a second later, between which there are most bytes.
  private func liveliest(_ starts: Range<Int>, in stretch: Range<Int>) -> (Int, Int)? {
    var best: (first: Int, second: Int, bytes: Int)?
    // The bytes of the frames after `one` up to `other`.
    var (other, between) = (starts.lowerBound, 0)
    for one in starts {
      if one > starts.lowerBound, other >= one { between &-= bytes(one) }
      if other < one { (other, between) = (one, 0) }
      while gap(one, other) < second {
        guard other + 1 < stretch.upperBound else { return best.map { ($0.first, $0.second) } }
        other += 1
        between &+= bytes(other)
      }
      if between > best?.bytes ?? -1 { best = (one, other, between) }
    }
    return best.map { ($0.first, $0.second) }
  }

  private func bytes(_ frame: Int) -> Int { frames[frame].isKey ? 0 : frames[frame].size }

  // Times are the file's own word, and may be anything.
  private func gap(_ from: Int, _ to: Int) -> Double {
    Double(Int128(frames[to].time) - Int128(frames[from].time))
  }
}

extension MediaStream {
  /// Whether small copies of its frames are small: as large as the frames themselves, they would lack as much as the result.
  var isSampled: Bool {
    width ?? 0 >= 2 * Thumbnails.width && height ?? 0 >= 2 * Thumbnails.height
  }
}
