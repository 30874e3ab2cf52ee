import Platform

/// A forecast of the size of a film's result, by the segments that are finished. Pure.
public struct SizeForecast: Sendable {
  /// Segments that are needed before anything is said.
  private static let fewest = 4
  /// The normal quantile of what may come by chance: 99.7 % are between its two sides.
  private static let quantile = 3.0

  private let pictures: Int
  private let fixed: Int64
  private var segments: [(bytes: Double, pictures: Double)] = []

  /// For a film of so many pictures, whose result has so many bytes beside them.
  public init(pictures: Int, fixed: Int64) { (self.pictures, self.fixed) = (pictures, fixed) }

  /// Takes in a finished segment.
  public mutating func add(bytes: Int64, pictures: Int) { segments.append((Double(bytes), Double(pictures))) }

  /// The bytes of the whole, and by how many it may be wrong; nil while too little is known.
  ///
  /// The ratio estimator of a finite population: Cochran, Sampling Techniques, 3rd ed., 6.3 and 6.4.
  public var projection: (bytes: Double, error: Double)? {
    let count = Double(segments.count)
    let done = segments.reduce(0) { $0 + $1.pictures }
    guard segments.count >= Self.fewest, done > 0 else { return nil }
    let rate = segments.reduce(0) { $0 + $1.bytes } / done
    let squares = segments.reduce(0) { sum, next in
      let off = next.bytes - rate * next.pictures
      return sum + off * off
    }
    let total = Double(pictures)
    let left = max(0, 1 - done / total)
    let error = total / (done / count) * (left * squares / (count - 1) / count).squareRoot()
    return (Double(fixed) + rate * total, Self.errors(freedom: count - 1) * error)
  }

  /// Standard errors on either side. Few segments tell little of how much they differ: Student's t (Abramowitz and Stegun,
  /// 26.7.5).
  private static func errors(freedom: Double) -> Double {
    let z = quantile, square = z * z
    let terms = [
      z, z * (square + 1) / 4, z * (5 * square * square + 16 * square + 3) / 96,
      z * (3 * square * square * square + 19 * square * square + 17 * square - 15) / 384,
    ]
    return terms.reversed().reduce(0) { $0 / freedom + $1 }
  }

  /// Why there is no use in going on, when even the luckiest rest would end above the limit.
  public func lostCause(limit: Int64) -> String? {
    let written = segments.reduce(0) { $0 + $1.bytes } + Double(fixed)
    if written > Double(limit) {
      return "\(ByteCount(written)) bytes are written already, and \(limit) are allowed"
    }
    guard let (bytes, error) = projection, bytes - error > Double(limit) else { return nil }
    return
      "after \(segments.count) segments the result is expected to have \(ByteCount(bytes)) bytes, give or take "
      + "\(ByteCount(error)), and \(limit) are allowed"
  }
}
