/// A codec that Condense encodes to.
public enum Codec: String, Codable, Hashable, Sendable, CaseIterable {
  /// AV1, the smallest.
  case av1
  /// HEVC (H.265), for players that cannot do AV1.
  case hevc

  /// The ids of the encoders that a config may name for this codec: software first, then hardware.
  public var encoders: [String] { known.map(\.id) }

  var known: [KnownEncoder] { KnownEncoder.all.filter { $0.codec == self } }

  /// The quality numbers that make sense for this codec: the scales of SVT-AV1 and aom, and of x265.
  var crfRange: ClosedRange<Int> {
    switch self {
    case .av1: 0...63
    case .hevc: 0...51
    }
  }
}
