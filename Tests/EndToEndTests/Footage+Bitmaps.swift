import Foundation

extension Footage {
  /// A subtitle that is a picture: eight red pixels each way, shown for one second, as Blu-ray discs have it (PGS).
  static let bitmaps = Result { () -> URL in
    let line: [UInt8] = [0, 0x88, 1, 0, 0]
    let picture = (0..<8).flatMap { _ in line }
    let object: [UInt8] = [0, 0, 0, 0xc0, 0, 0, UInt8(picture.count + 4), 0, 8, 0, 8] + picture
    let shown: [UInt8] = [1, 64, 0, 180, 0x10, 0, 0, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 20, 0, 30]
    let gone: [UInt8] = [1, 64, 0, 180, 0x10, 0, 1, 0, 0, 0, 0]
    let window: [UInt8] = [1, 0, 0, 20, 0, 30, 0, 8, 0, 8]
    let bytes =
      segment(0x16, shown, at: 0.5) + segment(0x17, window, at: 0.5)
      + segment(0x14, [0, 0, 1, 81, 239, 90, 255], at: 0.5)
      + segment(0x15, object, at: 0.5) + segment(0x80, [], at: 0.5) + segment(0x16, gone, at: 1.5)
      + segment(0x17, window, at: 1.5) + segment(0x80, [], at: 1.5)
    let file = directory.appendingPathComponent("bitmaps.sup")
    try Data(bytes).write(to: file)
    return file
  }

  private static func segment(_ kind: UInt8, _ content: [UInt8], at secs: Double) -> [UInt8] {
    let time = UInt32(secs * 90_000)
    let clock = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: time >> $0) }
    return Array("PG".utf8) + clock + [
      0, 0, 0, 0, kind, UInt8(content.count >> 8), UInt8(content.count & 0xff),
    ] + content
  }
}
