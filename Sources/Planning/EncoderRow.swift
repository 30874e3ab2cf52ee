import Configuration

/// One row of the capability table: an encoder and how to ask it for a quality.
public struct EncoderRow: Sendable {
  /// The name in configuration, JSON and ffmpeg.
  public let id: String
  /// What it makes.
  public let codec: Codec
  /// The preset in this encoder's own words, by the size of the picture.
  let preset: @Sendable (SizeClass) -> String
  /// Its options for a quality.
  let options: @Sendable (Quality) -> [String]

  /// Every encoder, in the order in which they are tried within a codec.
  public static let all: [EncoderRow] = [svtAV1, libaom, rav1e, x265]

  /// The rows for a codec, in the order that the rules ask for, else the table's.
  public static func rows(for rules: Rules) -> [EncoderRow] {
    let rows = all.filter { $0.codec == rules.codec }
    if rules.encoders.isEmpty { return rows }
    return rules.encoders.compactMap { id in rows.first { $0.id == id } }
  }

  // Never -qp: it switches adaptive quantisation off.
  static let svtAV1 = EncoderRow(id: "libsvtav1", codec: .av1, preset: { "\($0.svtPreset)" }) { quality in
    ["-crf", "\(quality.crf)", "-preset", quality.preset]
  }

  // The speeds of libaom whose quality per byte is nearest to the SVT presets of the table; a rate factor
  // without a bit rate is constant quality (ffmpeg-codecs, libaom-av1).
  static let libaom = EncoderRow(id: "libaom-av1", codec: .av1, preset: { $0.svtPreset < 5 ? "4" : "5" }) {
    quality in
    [
      "-crf", "\(quality.crf)", "-b:v", "0", "-cpu-used", "\(min(8, Int(quality.preset) ?? 5))", "-row-mt",
      "1",
    ]
  }

  // rav1e takes AV1's base quantiser index, which is four times the rate factor below 48
  // (libaom, av1/encoder/av1_quantize.c, quantizer_to_qindex).
  static let rav1e = EncoderRow(id: "librav1e", codec: .av1, preset: { $0.svtPreset < 5 ? "5" : "6" }) {
    quality in
    ["-qp", "\(min(255, quality.crf * 4))", "-speed", "\(min(10, Int(quality.preset) ?? 6))"]
  }

  static let x265 = EncoderRow(id: "libx265", codec: .hevc, preset: { _ in "medium" }) { quality in
    ["-crf", "\(quality.crf)", "-preset", quality.preset, "-x265-params", "log-level=error"]
  }

  /// The options that select this encoder at a quality, for the output stream with this number.
  public func arguments(_ quality: Quality, stream: Int) -> [String] {
    ["-c:\(stream)", id] + options(quality)
  }

  /// The pixel format to encode in: AV1 always with 10 bits, which bands less for about 5 % more bytes.
  func pixelFormat(for source: String) -> String {
    codec == .av1 || source == "yuv420p10le" ? "yuv420p10le" : "yuv420p"
  }
}

/// A rate factor and a preset, in the encoder's own words.
public struct Quality: Codable, Hashable, Sendable {
  /// 0 (best) to 63.
  public var crf: Int
  /// A number or a name.
  public var preset: String

  /// Both settings.
  public init(crf: Int, preset: String) {
    (self.crf, self.preset) = (crf, preset)
  }
}

/// How large a picture is, for the quality table: by its longer side as if it were 16:9, and its shorter side.
public enum SizeClass: CaseIterable, Sendable {
  case uhd, qhd, fullHD, smaller

  /// The class of a picture, upright or not; 2.39:1 and vertical video count by what they would be in 16:9.
  public init(width: Int, height: Int) {
    let lines = Self.lines(width: width, height: height)
    self = lines >= 2160 ? .uhd : lines >= 1440 ? .qhd : lines >= 1080 ? .fullHD : .smaller
  }

  /// The lines that a picture would have in 16:9, upright or not.
  static func lines(width: Int, height: Int) -> Int {
    max(min(width, height), max(width, height) * 9 / 16)
  }

  /// The rate factor of the quality table.
  var crf: Int {
    switch self {
    case .uhd: 21
    case .qhd: 22
    case .fullHD: 23
    case .smaller: 24
    }
  }

  /// SVT-AV1's preset of the quality table.
  var svtPreset: Int {
    switch self {
    case .uhd: 3
    case .qhd, .fullHD: 4
    case .smaller: 5
    }
  }
}
