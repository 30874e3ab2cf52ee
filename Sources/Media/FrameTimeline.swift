/// The exact presentation times of a video's decoded frames, in decoding order of output.
///
/// ffmpeg prints it as the `framecrc` of `wrapped_avframe`: no pixel is touched, so it costs next to nothing.
public struct FrameTimeline: Codable, Hashable, Sendable {
  /// Seconds per unit.
  public private(set) var timeBase = Rational(1, 1000)
  /// One timestamp per frame.
  public private(set) var times: [Int64] = []

  /// No frames.
  public init() {}

  /// Takes in a line: `#tb 0: 1/30000`, or `stream, dts, pts, duration, size, checksum`.
  public mutating func add(_ line: [UInt8]) {
    if line.first == UInt8(ascii: "#") {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      if words.count == 3, words[0] == "#tb", words[1] == "0:" {
        timeBase = Rational(String(words[2])) ?? timeBase
      }
      return
    }
    let fields = line.split(separator: UInt8(ascii: ","))
    guard fields.count >= 6 else { return }
    let text = String(decoding: fields[2].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
    if let time = Int64(text) { times.append(time) }
  }

  /// The first frame that is not at the same time as in `other`, as a sentence; nil when all are within a
  /// tick of the coarser time base.
  public func difference(from other: FrameTimeline) -> String? {
    if times.count != other.times.count {
      return "\(times.count) frames instead of \(other.times.count)"
    }
    // Exact in 128 bits: a 64-bit time times two 64-bit denominators of real files stays far below 2^127.
    let mine = Int128(timeBase.num) * Int128(other.timeBase.den)
    let theirs = Int128(other.timeBase.num) * Int128(timeBase.den)
    let tick = max(mine, theirs)
    for (index, pair) in zip(times, other.times).enumerated() {
      let apart = Int128(pair.0) * mine - Int128(pair.1) * theirs
      if apart.magnitude > tick.magnitude {
        let seconds = Double(apart) / Double(timeBase.den) / Double(other.timeBase.den)
        return "frame \(index) is \(seconds) s away from its place"
      }
    }
    return nil
  }

  /// The place where time stands still or goes back, or nil.
  public var firstDisorder: Int? {
    times.indices.dropFirst().first { times[$0] <= times[$0 - 1] }
  }
}

extension FrameTimeline {
  /// The same frames, each later by so many units.
  public func moved(by units: Int64) -> FrameTimeline {
    var moved = self
    moved.times = times.map { $0 + units }
    return moved
  }

  /// The frames that come before a time; all, when there is none.
  public func ending(before time: Int64?) -> FrameTimeline {
    guard let time else { return self }
    var ending = self
    ending.times = times.filter { $0 < time }
    return ending
  }

  /// Adds the frames of the stretch that follows; its units have to be the same.
  public mutating func append(_ next: FrameTimeline) {
    if times.isEmpty { timeBase = next.timeBase }
    times += next.times
  }
}
