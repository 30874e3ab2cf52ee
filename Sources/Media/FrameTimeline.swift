import Platform

/// The exact presentation times of a video's decoded frames, in decoding order of output.
///
/// ffmpeg prints it as `framecrc`: of `wrapped_avframe` no pixel is touched, so that it costs next to nothing; of `rawvideo`
/// there is a checksum of each frame's pixels as well.
public struct FrameTimeline: Codable, Hashable, Sendable {
  /// Seconds per unit.
  public private(set) var timeBase = Rational(1, 1000)
  /// One timestamp per frame.
  public private(set) var times: [Int64] = []
  /// One checksum per frame (Adler-32), where pixels were looked at; else empty.
  public private(set) var checksums: [UInt32] = []

  private var hasPixels = false
  /// Whether there were more frames than are taken, of which the rest is not here.
  private var isOverfull: Bool?
  /// Two fields for each packet that a film may have.
  private static let most = 2 * FrameTable.most

  /// No frames.
  public init() {}

  /// Takes in a line: `#tb 0: 1/30000`, or `stream, dts, pts, duration, size, checksum`.
  public mutating func add(_ line: [UInt8]) {
    if line.first == UInt8(ascii: "#") {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      guard words.count == 3, words[1] == "0:" else { return }
      if words[0] == "#tb" { timeBase = Rational(String(words[2])) ?? timeBase }
      if words[0] == "#codec_id" { hasPixels = words[2] == "rawvideo" }
      return
    }
    let fields = line.split(separator: UInt8(ascii: ","))
    guard fields.count >= 6 else { return }
    func word(_ place: Int) -> String {
      String(decoding: fields[place].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
    }
    guard let time = Int64(word(2)) else { return }
    if times.count >= Self.most {
      isOverfull = true
      return
    }
    times.append(time)
    // Of a frame whose checksum cannot be read nothing is known, and then of none (`differingPixels`).
    if hasPixels, let checksum = UInt32(word(5).dropFirst(2), radix: 16) { checksums.append(checksum) }
  }

  /// The first frame that is not at the same time as in `other`, as a sentence; nil when all are within a
  /// tick of the coarser time base.
  public func difference(from other: FrameTimeline) -> String? {
    if isOverfull == true || other.isOverfull == true { return "more than \(Self.most) frames" }
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

  /// When a frame is shown, in seconds; 0 for one that there is not.
  public func seconds(of frame: Int) -> Double {
    times.indices.contains(frame) ? Double(times[frame]) * timeBase.value : 0
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
    // Times are the file's own word, and may be anything.
    moved.times = times.map { $0.saturatingAdd(units) }
    return moved
  }

  /// The frames that come before a time, and those that come from it on; all come before none.
  public func split(at time: Int64?) -> (before: FrameTimeline, after: FrameTimeline) {
    guard let time else { return (self, keeping { _ in false }) }
    return (keeping { $0 < time }, keeping { $0 >= time })
  }

  private func keeping(_ isKept: (Int64) -> Bool) -> FrameTimeline {
    let places = times.indices.filter { isKept(times[$0]) }
    var kept = self
    kept.times = places.map { times[$0] }
    kept.checksums = checksums.count == times.count ? places.map { checksums[$0] } : []
    return kept
  }

  /// Adds the frames of the stretch that follows; its units have to be the same.
  public mutating func append(_ next: FrameTimeline) {
    if times.isEmpty { timeBase = next.timeBase }
    times += next.times
    checksums += next.checksums
  }
}

extension FrameTimeline {
  /// How many of the frames, place by place, have other pixels than in `other`; nil when not each of both has a checksum, and
  /// when there are more of one than of the other.
  public func differingPixels(from other: FrameTimeline) -> Int? {
    guard times.count == other.times.count, checksums.count == times.count,
      other.checksums.count == times.count
    else { return nil }
    return zip(checksums, other.checksums).count { $0 != $1 }
  }

  /// The first so many frames.
  public func first(_ count: Int) -> FrameTimeline {
    var first = self
    (first.times, first.checksums) = (Array(times.prefix(count)), Array(checksums.prefix(count)))
    return first
  }
}
