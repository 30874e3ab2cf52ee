/// A video stream's colour tags; nil where unspecified.
public struct Colour: Codable, Hashable, Sendable {
  /// ffmpeg's names, as in `tv`, `bt709`, `smpte2084`, `bt2020nc`, `left`.
  public var range: String?, primaries: String?, transfer: String?, matrix: String?, chromaLocation: String?

  /// Unspecified throughout.
  public init() {}
}

extension Colour: CustomStringConvertible {
  /// As in `bt709 bt709 bt709 tv`: primaries, transfer, matrix and range.
  public var description: String {
    [primaries, transfer, matrix, range].map { $0 ?? "unspecified" }.joined(separator: " ")
  }
}
