import API

/// Small copies of some frames of one video: the whole picture of each, as luma and two planes of chroma of one size.
///
/// Every sample is the mean of all that it stands for, so that neither noise nor coarse quantisation matters much to it.
public struct Thumbnails: Codable, Hashable, Sendable {
  /// Samples of each plane.
  public static let width = 32, height = 18
  /// Bytes of one frame: three planes of 8 bits.
  public static let frameBytes = 3 * width * height
  /// Where ffmpeg writes them, as descriptor 5.
  public static let file = "/proc/self/fd/5"
  /// Frames that are taken of one film at most, 7 MB; the kernel takes no argument that names twice as many.
  public static let most = 4096

  /// The frames in their order, each of `frameBytes`.
  public private(set) var frames: [ArraySlice<UInt8>]

  /// No frames.
  public init() { frames = [] }

  /// The whole frames of what ffmpeg wrote.
  public init(_ bytes: [UInt8]) {
    frames = stride(from: 0, through: bytes.count - Self.frameBytes, by: Self.frameBytes).map {
      bytes[$0..<$0 + Self.frameBytes]
    }
  }

  /// Reads what was written down.
  public init(from decoder: any Decoder) throws {
    self.init(Base64.decode(try decoder.singleValueContainer().decode(String.self)) ?? [])
  }

  /// Writes them down as text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Base64.encode(Array(frames.joined())))
  }

  /// The frames with some numbers.
  func keeping(_ isKept: (Int) -> Bool) -> Thumbnails {
    var kept = self
    kept.frames = frames.indices.filter(isKept).map { frames[$0] }
    return kept
  }

  /// Adds the frames that follow.
  public mutating func append(_ next: Thumbnails) { frames += next.frames }
}
