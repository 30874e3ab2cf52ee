import Media

/// Finds the places at which a film is cut into segments. Pure.
struct Segmenter<Pictures: RandomAccessCollection<PacketScan.Picture>> where Pictures.Index == Int {
  /// The pictures in the order in which they are shown, counted from 0.
  let pictures: Pictures
  /// The length that segments should have, in units of the pictures' times.
  let length: Double
  /// Chooses the frames of each segment that are compared with the source, where any are.
  var sampling: Sampling<Pictures>?

  /// A segment between two key pictures is as long as is wanted; one that begins elsewhere has to be worth the
  /// decoding that comes before its first picture.
  private static var runUpPerLength: Double { 4 }
  /// More than any decoder keeps to make others of (16 in ITU-T H.264, A.3.1, and H.265, A.4.2): when so many are right, the
  /// next ones are.
  private static var headPictures: Int { 17 }

  /// More segments than a film is cut into: 24 hours have 17,280 of five seconds. Each one is a file and an ffmpeg.
  static var most: Int { 20_000 }

  /// The segments; a single one when there is no place to cut at, none where there would be more than `most`.
  func segments() -> [SegmentPlan.Segment] {
    var starts = [0]
    var keys = Keys(pictures)
    while let next = boundary(after: starts[starts.count - 1], &keys) {
      starts.append(next)
      if starts.count > Self.most { return [] }
    }
    keys = Keys(pictures)
    // The first and the last of each, and pairs as far as one film may have samples.
    let most = max(0, Thumbnails.most / starts.count - 2) / 2
    return starts.indices.map { number in
      let (start, after) = (starts[number], number + 1 < starts.count ? starts[number + 1] : pictures.count)
      return SegmentPlan.Segment(
        number: number, stretch: stretch(start..<after),
        head: stretch(start..<min(after, start + Self.headPictures)),
        seek: start > 0 ? keys.seek(start) : nil,
        samples: sampling?.frames(of: start..<after, most: most))
    }
  }

  private func stretch(_ range: Range<Int>) -> SegmentPlan.FrameRange {
    SegmentPlan.FrameRange(
      pictures: range.count, first: pictures[range.lowerBound].time,
      last: pictures[range.upperBound - 1].time,
      after: range.upperBound < pictures.count ? pictures[range.upperBound].time : nil)
  }

  /// The best place for the next cut: the key picture nearest to where it is wanted, and if there is none, where a
  /// large picture tells of a new scene; nil when what is left is one segment.
  private func boundary(after start: Int, _ keys: inout Keys) -> Int? {
    let from = pictures[start].time
    let runUp = start == 0 ? 0 : gap(keys.seek(start) ?? pictures[0].time, from)
    let wanted = max(length, runUp / Self.runUpPerLength)
    // A clock may be so coarse that half a segment is less than a unit of it.
    func place(_ share: Double) -> Int { max(start + 1, first(at: later(from, share * wanted))) }
    let last = self.last(before: later(pictures[pictures.count - 1].time, -length / 2))
    let ideal = later(from, wanted)
    let near = (place(0.5)..<max(place(0.5), place(2))).lazy.filter { pictures[$0].isKey && $0 <= last }
    if let key = near.min(by: { distance($0, ideal) < distance($1, ideal) }) { return key }
    // Further on there may be key pictures again, but none that is near enough.
    let others = place(0.75)..<max(place(0.75), place(1.25))
    let scene = others.lazy.filter { $0 <= last }.max { pictures[$0].size < pictures[$1].size }
    return scene ?? (others.isEmpty && others.lowerBound <= last ? others.lowerBound : nil)
  }

  private func distance(_ index: Int, _ time: Int64) -> Double { abs(gap(time, pictures[index].time)) }

  // Times are the file's own word, and may be anything.
  private func gap(_ from: Int64, _ to: Int64) -> Double { Double(Int128(to) - Int128(from)) }

  private func later(_ time: Int64, _ units: Double) -> Int64 {
    let limit: Int64 = units < 0 ? .min : .max
    let (sum, overflow) = time.addingReportingOverflow(
      Int64(exactly: units.rounded(.towardZero)) ?? limit)
    return overflow ? limit : sum
  }

  /// The last picture that is not shown after a time.
  private func last(before time: Int64) -> Int { (time == .max ? pictures.count : first(at: time + 1)) - 1 }

  /// The first picture that is not shown before a time.
  private func first(at time: Int64) -> Int {
    var (low, high) = (0, pictures.count)
    while low < high {
      let middle = (low + high) / 2
      if pictures[middle].time < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The key pictures, asked for in the order of the film.
  private struct Keys {
    private let pictures: Pictures
    private var next = 0
    /// The last three before `next`, the first of them first.
    private var last: (Int?, Int?, Int?)

    init(_ pictures: Pictures) { self.pictures = pictures }

    /// Where decoding has to begin for a picture: two key pictures earlier than would seem to do. At a key picture of
    /// an open GOP not everything can be decoded yet, and where pictures are refreshed bit by bit (x264's intra-refresh) it
    /// takes up to two such waves; measured.
    mutating func seek(_ index: Int) -> Int64? {
      while next < pictures.count, next <= index {
        if pictures[next].isKey { last = (last.1, last.2, next) }
        next += 1
      }
      return last.0.map { pictures[$0].time }
    }
  }
}
