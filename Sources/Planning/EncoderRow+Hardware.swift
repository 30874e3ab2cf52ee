import Configuration

// The HDR that these keep depends on drivers that were not at hand: only metadata that every one of them
// keeps is listed.
extension EncoderRow {
  // av1converter's table (src/config/types.rs) gives QSV the number that SVT-AV1 has, 22 to 24, at the same sizes,
  // and NVENC two more. ICQ takes 1 to 51.
  static let av1QSV = EncoderRow(
    id: "av1_qsv", family: .qsv, codec: .av1, device: .dri,
    scale: QualityScale(option: "-global_quality", range: 1...51) { $0 }, presets: .qsv, fixed: [],
    carries: [.colourTags])

  // A quantiser index, four times the rate factor (libaom, av1/encoder/av1_quantize.c, quantizer_to_qindex; ffmpeg,
  // libavcodec/vaapi_encode_av1.c, AV1_MAX_QUANT).
  static let av1VAAPI = EncoderRow(
    id: "av1_vaapi", family: .vaapi, codec: .av1, device: .dri,
    scale: QualityScale(option: "-global_quality", range: 1...255) { $0 * 4 }, presets: .none,
    fixed: ["-rc_mode", "CQP"], carries: [.colourTags])

  // 0 would mean "automatic".
  static let av1NVENC = EncoderRow(
    id: "av1_nvenc", family: .nvenc, codec: .av1, device: .nvidia,
    scale: QualityScale(option: "-cq", range: 1...63) { $0 + 2 }, presets: .nvenc,
    fixed: ["-rc", "vbr", "-b:v", "0"], carries: [.colourTags])

  // HandBrake's own presets for the same purpose (preset/preset_builtin.json): at 1080p x265 22, QSV 25, NVENC 27; at
  // 2160p 24, 28 and 30. Without a quality this encoder silently makes 1 Mb/s: the option is never left out.
  static let hevcQSV = EncoderRow(
    id: "hevc_qsv", family: .qsv, codec: .hevc, device: .dri,
    scale: QualityScale(option: "-global_quality", range: 1...51) { $0 + 3 }, presets: .qsv, fixed: [],
    carries: [.colourTags])

  // A constant quantiser; x265's rate factor is meant to look like the quantiser of the same number (x265's
  // documentation of --crf).
  static let hevcVAAPI = EncoderRow(
    id: "hevc_vaapi", family: .vaapi, codec: .hevc, device: .dri,
    scale: QualityScale(option: "-global_quality", range: 1...51) { $0 }, presets: .none,
    fixed: ["-rc_mode", "CQP"], carries: [.colourTags])

  static let hevcNVENC = EncoderRow(
    id: "hevc_nvenc", family: .nvenc, codec: .hevc, device: .nvidia,
    scale: QualityScale(option: "-cq", range: 1...51) { $0 + 5 }, presets: .nvenc,
    fixed: ["-rc", "vbr", "-b:v", "0"], carries: [.colourTags])
}
