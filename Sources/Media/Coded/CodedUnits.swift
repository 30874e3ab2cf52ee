/// The facts in the units of a video stream that neither decoders nor muxers pass on.
struct CodedUnits {
  /// The codecs that are made of units with start codes; the muxer that writes them so, whatever container they come from.
  enum Syntax: String {
    case h264, hevc, mpeg2video, m4v

    init?(codec: String?) {
      switch codec {
      case "h264": self = .h264
      case "hevc": self = .hevc
      case "mpeg2video": self = .mpeg2video
      case "mpeg4": self = .m4v
      default: return nil
      }
    }
  }

  private let syntax: Syntax
  /// Units of another layer, by what they are.
  private(set) var layers: [String: Int] = [:]
  /// Units that cannot be, such as those of a stream that is none.
  private(set) var malformed = 0
  /// The different headers that may speak of colours; more than `mostHeaders` say no more.
  private(set) var headers: Set<[UInt8]> = []
  private static let mostHeaders = 16

  init(_ syntax: Syntax) { self.syntax = syntax }

  /// Takes in the beginning of a unit.
  mutating func add(_ unit: [UInt8]) {
    guard let first = unit.first else { return }
    switch syntax {
    case .h264:
      if first & 0x80 != 0 || first & 31 == 0 { malformed += 1 }
      if let layer = Self.h264Layers[first & 31] { layers[layer, default: 0] += 1 }
      if first & 31 == 7 { keep(unit) }
    case .hevc:
      if first & 0x80 != 0 || unit.count > 1 && unit[1] & 7 == 0 { malformed += 1 }
      if let layer = Self.hevcLayer(unit) { layers[layer, default: 0] += 1 }
      if first >> 1 & 63 == 33 { keep(unit) }
    // The sequence header and its extensions (ISO/IEC 13818-2, table 6-1).
    case .mpeg2video:
      if first == 0xb3 || first == 0xb5 && unit.dropFirst().first.map({ [1, 2].contains($0 >> 4) }) == true {
        keep(unit)
      }
    // The video object layer (ISO/IEC 14496-2, table 6-3).
    case .m4v: if (0x20...0x2f).contains(first) { keep(unit) }
    }
  }

  private mutating func keep(_ unit: [UInt8]) {
    if headers.count < Self.mostHeaders { headers.insert(unit) }
  }

  // ITU-T H.264, table 7-1: what belongs to another view (annex H), a finer layer (annex F), a depth (annexes I and J), or
  // to an auxiliary picture such as transparency. Decoders of the film itself skip it. Prefix units (type 14) alone say
  // nothing: encoders write them into films of one layer as well, and no layer is without types 15 and 20.
  private static let h264Layers: [UInt8: String] = [
    15: "parameter sets of another view or layer (H.264 type 15)",
    16: "parameter sets of a depth (H.264 type 16)", 19: "slices of an auxiliary picture (H.264 type 19)",
    20: "slices of another view or layer (H.264 type 20)", 21: "slices of a depth (H.264 type 21)",
  ]

  /// Returns the evidence of other layers in a unit of HEVC (ITU-T H.265, 7.3.1.2 and 7.3.2.1); the kinds
  /// from 48 on may mean anything.
  static func hevcLayer(_ unit: [UInt8]) -> String? {
    guard unit.count >= 2 else { return nil }
    let (type, layer) = (unit[0] >> 1 & 63, unit[0] << 5 & 32 | unit[1] >> 3)
    if layer > 0, type < 48 { return "units of layer \(layer) (HEVC)" }
    guard type == 32, unit.count >= 4 else { return nil }
    let more = unit[2] << 4 & 48 | unit[3] >> 4
    return more > 0 ? "parameter sets that announce \(Int(more) + 1) layers (HEVC)" : nil
  }

  /// Whether an H.264 unit belongs to another layer.
  static func h264Layer(_ unit: [UInt8]) -> String? { unit.first.flatMap { h264Layers[$0 & 31] } }
}
