import Configuration
import Media

extension EncoderRow {
  // Never -qp: it switches adaptive quantisation off. Odd sizes: 1.4.1 refuses them, 4.2 keeps them, as measured; in
  // between they are made even, which no version refuses.
  static let svtAV1 = EncoderRow(
    id: "libsvtav1", family: .svt, codec: .av1, device: nil, scale: .svt, presets: .svt, fixed: [],
    ownOption: "-svtav1-params", threadLimit: .word("lp"), usefulThreads: 4,
    bytesPerMegapixel: 750 << 20, synthesisesGrain: true,
    odd: .kept(since: EncoderVersion(4, 2)),
    light: svtLight,
    carries: [.colourTags, .masteringDisplay, .contentLight])

  // A rate factor without a bit rate is constant quality (ffmpeg-codecs, libaom-av1). The scales of libaom and SVT
  // are the same table (quantizer_to_qindex). Rows and tiles let several cores work on one picture.
  static let libaom = EncoderRow(
    id: "libaom-av1", family: .aom, codec: .av1, device: nil,
    scale: QualityScale(option: "-crf", range: 0...63) { $0 }, presets: .libaom,
    fixed: ["-b:v", "0", "-row-mt", "1"],
    threads: { size in
      switch size {
      case .uhd: ["-tiles", "2x2"]
      case .qhd: ["-tiles", "2x1"]
      case .fullHD, .smaller: []
      }
    }, threadLimit: .option, usefulThreads: 2, bytesPerMegapixel: 600 << 20,
    planes: PixelLayout.Planes.allCases, depths: [8, 10, 12],
    odd: .kept(), leavesLightToContainer: true,
    keepsHDR10Plus: true, forgetsChromaLocation: true, carries: [.colourTags])

  // rav1e takes AV1's base quantiser index. The useful ranges of Av1an's target quality (av1an-core, encoder.rs,
  // get_default_cq_range) are 15 to 50 for SVT-AV1 and 50 to 140 for rav1e: the one is laid over the other.
  static let rav1e = EncoderRow(
    id: "librav1e", family: .rav1e, codec: .av1, device: nil,
    scale: QualityScale(option: "-qp", range: 0...255) { 50 + (($0 - 15) * 90 + 17) / 35 }, presets: .rav1e,
    fixed: [],
    threads: { size in
      switch size {
      case .uhd: ["-tiles", "4"]
      case .qhd: ["-tiles", "2"]
      case .fullHD, .smaller: []
      }
    }, threadLimit: .option, bytesPerMegapixel: 1100 << 20, planes: [.yuv420, .yuv422, .yuv444],
    depths: [8, 10, 12], odd: .kept(),
    leavesLightToContainer: true,
    carries: [.colourTags])

  static let x265 = EncoderRow(
    id: "libx265", family: .x265, codec: .hevc, device: nil,
    scale: QualityScale(option: "-crf", range: 0...51) { $0 }, presets: .x265, fixed: [],
    ownOption: "-x265-params", quiet: ["log-level=error"], threadLimit: .word("pools"), usefulThreads: 4,
    bytesPerMegapixel: 350 << 20,
    planes: PixelLayout.Planes.allCases,
    depths: [8, 10, 12],
    odd: .wholeChroma, light: x265Light, carries: [.colourTags, .masteringDisplay, .contentLight])
}
