/// The facts about an encoder by which a configuration is checked.
struct KnownEncoder: Sendable {
  /// The name that a config uses.
  let id: String
  let codec: Codec
  let family: EncoderFamily
  /// The numbers that it takes as a preset; nil when it takes none.
  let presetRange: ClosedRange<Int>?
  /// The names that it takes as a preset.
  let presetNames: [String]

  /// Every encoder, those of a codec in the order in which they are tried.
  ///
  /// Presets: SVT-AV1's `EbSvtAv1Enc.h`, aom's `cpu-used`, rav1e's speed levels, `x265_preset_names`, and
  /// `ffmpeg -h encoder=...` for the others.
  static let all = [
    KnownEncoder("libsvtav1", .av1, .svt, 0...13),
    KnownEncoder("libaom-av1", .av1, .aom, 0...8),
    KnownEncoder("librav1e", .av1, .rav1e, 0...10),
    KnownEncoder("av1_qsv", .av1, .qsv, names: qsv),
    KnownEncoder("av1_vaapi", .av1, .vaapi),
    KnownEncoder("av1_nvenc", .av1, .nvenc, names: nvenc),
    KnownEncoder("libx265", .hevc, .x265, 0...9, names: x265),
    KnownEncoder("hevc_qsv", .hevc, .qsv, names: qsv),
    KnownEncoder("hevc_vaapi", .hevc, .vaapi),
    KnownEncoder("hevc_nvenc", .hevc, .nvenc, names: nvenc),
  ]

  private init(
    _ id: String, _ codec: Codec, _ family: EncoderFamily, _ range: ClosedRange<Int>? = nil,
    names: [String] = []
  ) {
    (self.id, self.codec, self.family) = (id, codec, family)
    (presetRange, presetNames) = (range, names)
  }

  /// Whether it knows a preset.
  func takes(_ preset: String) -> Bool {
    Int(preset).map { presetRange?.contains($0) == true } ?? presetNames.contains(preset)
  }

  /// Returns the values that may stand after `preset =` for these encoders, in words.
  static func presets(_ encoders: [KnownEncoder]) -> String {
    var words = ["\"auto\""]
    let ranges = encoders.compactMap(\.presetRange)
    if let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() {
      words.append("\(low) to \(high)")
    }
    for name in encoders.flatMap(\.presetNames) where !words.contains(name) { words.append(name) }
    return alternatives(words)
  }

  private static let qsv = ["veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"]
  private static let nvenc = ["slow", "medium", "fast", "p1", "p2", "p3", "p4", "p5", "p6", "p7"]
  private static let x265 =
    [
      "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow",
      "placebo",
    ]
}
