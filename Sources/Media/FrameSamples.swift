/// Some frames of a video: small copies, and their numbers.
public struct FrameSamples: Codable, Hashable, Sendable {
  /// The number of each frame, in order.
  public private(set) var numbers: [Int]
  /// As many small copies.
  public private(set) var thumbnails: Thumbnails

  /// The frames that were asked for, as far as there were so many.
  public init(_ numbers: [Int] = [], _ thumbnails: Thumbnails = Thumbnails()) {
    let count = min(numbers.count, thumbnails.frames.count)
    (self.numbers, self.thumbnails) = (Array(numbers.prefix(count)), thumbnails.keeping { $0 < count })
  }

  /// Adds the samples of the frames that follow after so many.
  public mutating func append(_ next: FrameSamples, after frames: Int) {
    numbers += next.numbers.map { $0 + frames }
    thumbnails.append(next.thumbnails)
  }

  /// The same, with no more samples than one command can ask for.
  public var thinned: FrameSamples {
    let step = (numbers.count + Thumbnails.most - 1) / Thumbnails.most
    if step < 2 { return self }
    return FrameSamples(
      numbers.indices.filter { $0.isMultiple(of: step) }.map { numbers[$0] },
      thumbnails.keeping { $0.isMultiple(of: step) })
  }
}
