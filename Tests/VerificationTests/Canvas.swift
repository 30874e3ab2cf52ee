import TestSupport

@testable import Media

/// Frames that are painted by numbers, as small copies.
enum Canvas {
  static let (width, height) = (Thumbnails.width, Thumbnails.height)

  /// Soft coloured shapes that have moved so far, of a film that a seed tells from others; more `contrast` is more detail.
  static func film(_ seed: UInt64, moved: Double, contrast: Double = 1) -> [UInt8] {
    var random = SplitMix(state: seed)
    let shapes = (0..<12).map { _ in (0..<6).map { _ in Double.random(in: 0..<1, using: &random) } }
    return paint { plane, x, y in
      let sum = shapes.reduce(0.0) { sum, shape in
        let (dx, dy) = (
          abs(x - (shape[0] + moved * (shape[1] - 0.5)).truncatingRemainder(dividingBy: 1)), y - shape[2]
        )
        let reach = 1 - (dx * dx + dy * dy) / 0.05
        return sum + (reach > 0 ? reach * (shape[3 + plane] - 0.5) : 0)
      }
      return 128 + contrast * (plane == 0 ? 160 : 90) * sum
    }
  }

  static func paint(_ value: (_ plane: Int, _ x: Double, _ y: Double) -> Double) -> [UInt8] {
    (0..<3).flatMap { plane in
      (0..<height).flatMap { y in
        (0..<width).map { x in
          byte(value(plane, Double(x) / Double(width), Double(y) / Double(height)))
        }
      }
    }
  }

  static func flat(_ values: [Double]) -> [UInt8] { paint { plane, _, _ in values[plane] } }

  static func noise(_ seed: UInt64, _ strength: Double) -> [UInt8] {
    var random = SplitMix(state: seed)
    return paint { _, _, _ in 128 + Double.random(in: -strength...strength, using: &random) }
  }

  /// Returns a frame as an encoder with hardly any bits leaves it: means of blocks, in coarse steps.
  static func coarse(_ frame: [UInt8], block: Int = 2, step: Double = 8) -> [UInt8] {
    var coarse = frame
    for start in stride(from: 0, to: frame.count, by: width) {
      let row = start / width / block * block
      for x in 0..<width {
        let places = (row..<min(row + block, 3 * height)).flatMap { y in
          (x / block * block..<min(x / block * block + block, width)).map { y * width + $0 }
        }
        let mean = places.reduce(0.0) { $0 + Double(frame[$1]) } / Double(places.count)
        coarse[start + x] = byte((mean / step).rounded() * step)
      }
    }
    return coarse
  }

  static func upsideDown(_ frame: [UInt8]) -> [UInt8] {
    var turned: [UInt8] = []
    for plane in 0..<3 {
      for row in (0..<height).reversed() {
        let start = (plane * height + row) * width
        turned += frame[start..<start + width]
      }
    }
    return turned
  }

  static func exchanged(_ frame: [UInt8]) -> [UInt8] {
    let size = width * height
    return Array(frame[..<size] + frame[(2 * size)...] + frame[size..<2 * size])
  }

  /// One half in the colour of a decoder that had nothing, or in full green.
  static func halfGreen(_ frame: [UInt8], _ green: [UInt8], right: Bool) -> [UInt8] {
    var half = frame
    for place in half.indices {
      let (x, y) = (place % width, place / width % height)
      if right ? x >= width / 2 : y >= height / 2 { half[place] = green[place / (width * height)] }
    }
    return half
  }

  private static func byte(_ value: Double) -> UInt8 { UInt8(min(max(value, 0), 255)) }
}
