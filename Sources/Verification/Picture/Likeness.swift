import Media

/// How like two small copies of frames are.
struct Likeness {
  /// The lowest structural similarity of any quarter of the luma. Of chroma the worst settings may leave nothing.
  private(set) var similarity = 1.0
  /// The largest distance between the means of any quarter of any plane, and which it is.
  private(set) var distance = 0.0, plane = 0

  private static let names = ["luma", "blue chroma", "red chroma"]
  /// The name of the plane that `distance` is of.
  var planeName: String { Self.names[plane] }

  init(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>, _ scale: PictureScale) {
    for plane in 0..<3 {
      for quarter in 0..<4 {
        let pair = Self.pair(one, other, plane, quarter)
        if plane == 0 { similarity = min(similarity, pair.similarity(noise: scale.noise)) }
        if pair.distance > distance { (distance, self.plane) = (pair.distance, plane) }
      }
    }
  }

  private static func pair(
    _ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>, _ plane: Int, _ quarter: Int
  ) -> PlanePair {
    let (width, height) = (Thumbnails.width / 2, Thumbnails.height / 2)
    var pair = PlanePair()
    for row in 0..<height {
      let start =
        (plane * Thumbnails.height + row + quarter / 2 * height) * Thumbnails.width + quarter % 2 * width
      for place in start..<start + width {
        pair.add(Int(one[one.startIndex + place]), Int(other[other.startIndex + place]))
      }
    }
    return pair
  }

  /// The variance of a frame's luma.
  static func detail(_ frame: ArraySlice<UInt8>) -> Double {
    var luma = PlanePair()
    for sample in frame.prefix(Thumbnails.width * Thumbnails.height) { luma.add(Int(sample), Int(sample)) }
    return luma.variance
  }

  /// The variance of what lies between the luma of two frames.
  static func error(of seen: ArraySlice<UInt8>, from own: ArraySlice<UInt8>) -> Double {
    var luma = PlanePair()
    for place in 0..<Thumbnails.width * Thumbnails.height {
      let difference = Int(seen[seen.startIndex + place]) - Int(own[own.startIndex + place])
      luma.add(difference, difference)
    }
    return luma.variance
  }

  /// How far `seen` lies on the way from `own` to what it may be instead: 0 at its own, 1 at the other, 0.5 where it is as
  /// far from both, as noise is of which nothing was kept; nil where these two differ by too little.
  static func pull(
    of seen: ArraySlice<UInt8>, from own: ArraySlice<UInt8>, to other: ArraySlice<UInt8>,
    _ impostor: Impostor,
    _ scale: PictureScale
  ) -> Double? {
    let size = Thumbnails.width * Thumbnails.height
    var (along, between) = (0.0, 0.0)
    for plane in impostor.planes {
      var pair = PlanePair()
      for place in plane * size..<(plane + 1) * size {
        let mine = Int(own[own.startIndex + place])
        pair.add(
          Int(other[other.startIndex + place]) - mine, Int(seen[seen.startIndex + place]) - mine)
      }
      along += impostor.usesMeans ? pair.product : pair.covariance
      between += impostor.usesMeans ? pair.power : pair.variance
    }
    return between < impostor.least(scale) * Double(impostor.planes.count) ? nil : along / between
  }
}
