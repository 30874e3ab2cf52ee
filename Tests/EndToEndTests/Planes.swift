import Foundation
import Testing

/// The samples of a clip's pictures as they are, without any scaler in between, brought to 12 bits.
struct Planes {
  /// By plane, the samples of all pictures.
  let samples: [[UInt16]]

  /// Decodes the first pictures of a file in its own pixel format, or in another of the same samples, and leaves out
  /// what is beyond a size; `filters` come first.
  init(
    _ file: URL, _ format: String, _ coded: (Int, Int), within size: (Int, Int), pictures: Int = 3,
    filters: [String] = []
  ) throws {
    let data = Array(
      try tool(
        "ffmpeg",
        [
          "-nostdin", "-v", "error", "-noautorotate", "-i", file.path, "-map", "0:v:0", "-vf",
          (filters + ["format=\(format)"]).joined(separator: ","), "-frames:v", "\(pictures)", "-fps_mode",
          "passthrough", "-f", "rawvideo", "pipe:1",
        ]))
    let depth = ["10le": 10, "12le": 12][String(format.suffix(4))] ?? 8
    let (isHalfWide, isHalfHigh) = (format.contains("420") || format.contains("422"), format.contains("420"))
    var (samples, place) = (Array(repeating: [UInt16](), count: format.hasPrefix("gray") ? 1 : 3), 0)
    for _ in 0..<pictures {
      for plane in samples.indices {
        func half(_ number: Int, _ isHalf: Bool) -> Int { plane > 0 && isHalf ? (number + 1) / 2 : number }
        let (width, height) = (half(coded.0, isHalfWide), half(coded.1, isHalfHigh))
        let shown = (half(size.0, isHalfWide), half(size.1, isHalfHigh))
        for row in 0..<height {
          for column in 0..<width {
            let sample = try Self.sample(data, &place, depth)
            if row < shown.1, column < shown.0 { samples[plane].append(sample << (12 - depth)) }
          }
        }
      }
    }
    self.samples = samples
  }

  private static func sample(_ data: [UInt8], _ place: inout Int, _ depth: Int) throws -> UInt16 {
    defer { place += depth == 8 ? 1 : 2 }
    try #require(place + (depth == 8 ? 1 : 2) <= data.count, "fewer pictures than expected")
    return depth == 8 ? UInt16(data[place]) : UInt16(data[place]) | UInt16(data[place + 1]) << 8
  }

  /// Decibels of the plane that differs most.
  func likeness(to other: Planes) -> Double {
    zip(samples, other.samples).map { one, two -> Double in
      guard one.count == two.count else { return 0 }
      let square = zip(one, two).reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) } / Double(one.count)
      return 10 * log10(4095 * 4095 / max(square, 0.001))
    }.min() ?? 0
  }
}
