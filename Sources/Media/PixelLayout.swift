/// The form of a picture's samples, as ffmpeg's name of its pixel format tells it.
public struct PixelLayout: Hashable, Sendable {
  /// The planes of a picture.
  public enum Planes: String, Hashable, Sendable, CaseIterable {
    case yuv420 = "yuv420p"
    case yuv422 = "yuv422p"
    case yuv444 = "yuv444p"
    case gray
    case rgb = "gbrp"
  }

  /// The planes.
  public let planes: Planes
  /// Bits per sample.
  public let depth: Int

  /// A layout from its parts.
  public init(_ planes: Planes, depth: Int) { (self.planes, self.depth) = (planes, depth) }

  // Names as libavutil/pixdesc.c has them. Those that are packed hold the same samples as planes do; the 0 in some
  // stands for a byte without meaning.
  private static let packed: Set = ["rgb24", "bgr24", "bgr0", "rgb0", "0rgb", "0bgr"]

  /// Reads a name; nil for layouts of other kinds, such as packed 4:2:2 or those with an alpha channel.
  public init?(_ format: String) {
    if Self.packed.contains(format) {
      self.init(.rgb, depth: 8)
      return
    }
    let name = format.hasPrefix("yuvj") ? "yuv" + format.dropFirst(4) : format
    for planes in Planes.allCases {
      for depth in [8, 10, 12] where PixelLayout(planes, depth: depth).name == name {
        self.init(planes, depth: depth)
        return
      }
    }
    return nil
  }

  /// ffmpeg's name, as in `yuv420p10le`.
  public var name: String { planes.rawValue + (depth == 8 ? "" : "\(depth)le") }

  /// Whether the planes are brightness and colour, so that a range has to be kept by the scaler.
  public var isYUV: Bool { [.yuv420, .yuv422, .yuv444].contains(planes) }

  /// A place of the samples of colour among those of brightness, as far as it says anything with these planes.
  ///
  /// 4:2:2 has its samples in every row, and at the left is where HEVC and AV1 take them to be; other layouts leave
  /// nothing to be said, whatever decoders print.
  public func telling(chromaLocation: String?) -> String? {
    switch planes {
    case .yuv420: chromaLocation
    case .yuv422: chromaLocation.flatMap { $0.hasSuffix("left") ? nil : $0 }
    case .yuv444, .gray, .rgb: nil
    }
  }

  /// Whether a format has a channel, or a palette, that says how much shows through.
  public static func hasAlpha(_ format: String) -> Bool {
    ["yuva", "gbrap", "ya8", "ya16", "rgba", "bgra", "argb", "abgr", "pal8", "ayuv", "vuya"].contains {
      format.hasPrefix($0)
    }
  }
}
