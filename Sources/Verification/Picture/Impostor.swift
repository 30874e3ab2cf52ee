import Media

/// The other frames that a frame may be taken for.
enum Impostor {
  /// Its own picture, upside down or with its chroma planes exchanged, or that of the sample with this number.
  case upsideDown, exchangedChroma, sample(Int)

  /// Whether it is a frame that is shown at another time. An encoder that has few bits pulls frames of a still film towards each
  /// other: one is another only if it is more like that than like itself.
  var isOfAnotherTime: Bool { if case .sample = self { true } else { false } }

  /// The frame that it would be.
  func frame(of own: ArraySlice<UInt8>, among all: [ArraySlice<UInt8>]) -> ArraySlice<UInt8> {
    let (width, size) = (Thumbnails.width, Thumbnails.width * Thumbnails.height)
    let bytes = Array(own)
    switch self {
    case .sample(let number): return all[number]
    case .exchangedChroma: return bytes[..<size] + bytes[(2 * size)...] + bytes[size..<2 * size]
    case .upsideDown:
      let rows = stride(from: 0, to: bytes.count, by: width)
      return rows.flatMap { row in
        let plane = row / size * size
        let mirrored = plane + size - width - (row - plane)
        return bytes[mirrored..<mirrored + width]
      }[...]
    }
  }

  /// The planes that are looked at.
  var planes: Range<Int> {
    switch self {
    case .upsideDown, .sample: 0..<1
    case .exchangedChroma: 1..<3
    }
  }

  /// Whether the planes' means count: not between frames of other times, of which an encoder that has few bits may smooth
  /// a fade.
  var usesMeans: Bool {
    switch self {
    case .upsideDown, .exchangedChroma: true
    case .sample: false
    }
  }

  /// How much it has to differ to be told from the frame itself: the mean square of what lies between them.
  func least(_ scale: PictureScale) -> Double {
    switch self {
    case .upsideDown, .exchangedChroma: 16
    case .sample: scale.motion
    }
  }

  /// How near to it a result has to be, as a pull, and how like it: an encoder that has too few bits for motion shows what was
  /// a moment ago, but badly. A result beyond it is near neither.
  var limits: (pull: ClosedRange<Double>, similarity: Double) {
    switch self {
    case .upsideDown, .exchangedChroma: (0.75...1.25, -1)
    case .sample: (PictureScale.motionPull, 0.96)
    }
  }
}
