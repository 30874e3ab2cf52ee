import API
import Configuration
import Media
import Testing

/// A file's description and why it is left alone; nil when it is not.
struct GateCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let code: ReasonCode?
  let info: MediaInfo
  var rules = Rules()

  init(_ name: String, _ code: ReasonCode?, _ info: MediaInfo, _ rules: Rules = Rules()) {
    (testDescription, self.code, self.info, self.rules) = (name, code, info, rules)
  }

  init(_ name: String, _ code: ReasonCode?, _ change: (inout MediaStream) -> Void) {
    self.init(name, code, Sample.matroska([Sample.video(change), Sample.audio()]))
  }

  static let ordinary = [
    GateCase("8 bits", nil) { _ in }, GateCase("10 bits", nil) { $0.pixelFormat = "yuv420p10le" },
    GateCase("full range", nil) { $0.pixelFormat = "yuvj420p" },
    GateCase("4:2:2", nil) { ($0.pixelFormat, $0.colour.chromaLocation) = ("yuv422p", "topleft") },
    GateCase("4:4:4", nil) { $0.pixelFormat = "yuv444p10le" },
    GateCase("RGB", nil) { $0.pixelFormat = "bgr0" },
    GateCase("12 bits", nil) { $0.pixelFormat = "yuv420p12le" },
    GateCase("gray", nil) { $0.pixelFormat = "gray" },
    GateCase("an odd width", nil) { $0.width = 1921 }, GateCase("an odd height", nil) { $0.height = 1081 },
    GateCase(
      "fields to be made whole", nil, Sample.matroska([Sample.video { $0.fieldOrder = "tt" }]),
      Rules(deinterlace: .bwdif)),
    GateCase(
      "fields by its pictures to be made whole", nil,
      Sample.matroska([Sample.video()]) { $0.pictures?.interlaced = true }, Rules(deinterlace: .bwdif)),
    GateCase("no field order", nil) { $0.fieldOrder = nil },
    GateCase("HEVC with 10 bits and colours", nil) {
      ($0.codec, $0.pixelFormat, $0.colour.transfer) = ("hevc", "yuv420p10le", "bt709")
    },
    GateCase("the smallest", nil) { ($0.width, $0.height) = (64, 64) },
    GateCase("the largest", nil) { ($0.width, $0.height) = (8192, 4352) },
    GateCase("the widest", nil) { ($0.width, $0.height) = (16384, 2176) },
    GateCase("MP4 with a cover", nil, Sample.mp4([Sample.video(), Sample.audio(), Sample.cover(2)])),
    GateCase(
      "AV1 to HEVC", nil, Sample.matroska([Sample.video { $0.codec = "av1" }]),
      Rules(codec: .hevc, skipCodecs: [])),
    GateCase("QuickTime to HEVC", nil, Sample.mp4([Sample.video()], brand: "qt  "), Rules(codec: .hevc)),
  ]

  static let video = [
    GateCase("only sound", .noVideo, Sample.matroska([Sample.audio()])),
    GateCase("only a cover", .noVideo, Sample.matroska([Sample.audio(), Sample.cover(2)])),
    GateCase(
      "two videos", .unsupportedStream, Sample.matroska([Sample.video(), Sample.video { $0.index = 1 }])),
    GateCase("no codec", .sourceDamaged) { $0.codec = nil },
    GateCase("no size", .sourceDamaged) { $0.width = 0 },
    GateCase(
      "a PNG", .pictureOnly, Sample.matroska([Sample.video()]) { $0.container.formats = ["png_pipe"] }),
    GateCase("a GIF", .pictureOnly, Sample.matroska([Sample.video()]) { $0.container.formats = ["gif"] }),
    GateCase(
      "a picture as a video", .pictureOnly,
      Sample.matroska([Sample.video { $0.codec = "mjpeg" }]) { $0.pictures?.count = 0 }),
    GateCase(
      "nothing to decode", .sourceDamaged, Sample.matroska([Sample.video()]) { $0.pictures?.count = 0 }),
  ]

  static let codec = [
    GateCase("AV1", .alreadyTargetCodec) { $0.codec = "av1" },
    GateCase("VVC", .skippedCodec) { $0.codec = "vvc" },
    GateCase(
      "H.264 when told to skip it", .skippedCodec, Sample.matroska([Sample.video()]),
      Rules(skipCodecs: ["h264"])),
    GateCase(
      "H.264 when told to take only HEVC", .wrongCodec, Sample.matroska([Sample.video()]),
      Rules(onlyCodecs: ["hevc", "vp9"])),
    GateCase(
      "HEVC to HEVC", .alreadyTargetCodec, Sample.matroska([Sample.video { $0.codec = "hevc" }]),
      Rules(codec: .hevc)),
    GateCase("an encrypted video", .encrypted) { $0.tag = "encv" },
    GateCase("encrypted sound", .encrypted, Sample.mp4([Sample.video(), Sample.audio { $0.tag = "enca" }])),
    GateCase("encryption by side data", .encrypted) { $0.sideData = ["Encryption initialization data"] },
  ]

  static let picture = [
    GateCase("a Dolby Vision record", .dolbyVision) { $0.sideData = ["DOVI configuration record"] },
    GateCase("a Dolby Vision tag", .dolbyVision) { $0.tag = "dvh1" },
    GateCase("profile 5 without a record", .dolbyVision) {
      ($0.codec, $0.pixelFormat) = ("hevc", "yuv420p10le")
    },
    GateCase(
      "Dolby Vision in the pictures", .dolbyVision,
      Sample.matroska([Sample.video()]) { $0.pictures?.sideData = ["Dolby Vision RPU Data"] }),
    GateCase(
      "HDR10+", .hdr10Plus,
      Sample.matroska([Sample.video()]) {
        $0.pictures?.sideData = ["HDR Dynamic Metadata SMPTE2094-40 (HDR10+)"]
      }),
    GateCase("top field first", .interlaced) { $0.fieldOrder = "tt" },
    GateCase(
      "fields by its pictures", .interlaced,
      Sample.matroska([Sample.video()]) { $0.pictures?.interlaced = true }),
    GateCase(
      "fields that bwdif does not take", .interlaced,
      Sample.matroska([Sample.video { ($0.fieldOrder, $0.pixelFormat) = ("tt", "gray10le") }]),
      Rules(deinterlace: .bwdif)),
    GateCase("4:1:1", .pixelFormat) { $0.pixelFormat = "yuv411p" },
    GateCase("9 bits", .pixelFormat) { $0.pixelFormat = "yuv420p9le" },
    GateCase(
      "4:2:2 for an encoder of 4:2:0", .pixelFormat,
      Sample.matroska([Sample.video { $0.pixelFormat = "yuv422p" }]),
      Rules(encoders: ["libsvtav1"])),
    GateCase(
      "RGB for rav1e", .pixelFormat, Sample.matroska([Sample.video { $0.pixelFormat = "gbrp" }]),
      Rules(encoders: ["libsvtav1", "librav1e"])),
    GateCase("an alpha plane", .pixelFormat) { $0.pixelFormat = "yuva420p" },
    GateCase("a palette", .pixelFormat) { $0.pixelFormat = "pal8" },
    GateCase("no format", .pixelFormat) { $0.pixelFormat = nil },
    GateCase("transparency", .pixelFormat) { $0.tags = ["ALPHA_MODE": "1"] },
    GateCase("chroma in the centre", .pixelFormat) { $0.colour.chromaLocation = "center" },
    GateCase("chroma at the top", .pixelFormat) { $0.colour.chromaLocation = "top" },
    GateCase("too narrow", .unsupportedShape) { $0.width = 62 },
    GateCase("too wide", .unsupportedShape) { $0.width = 16386 },
    GateCase("too high", .unsupportedShape) { $0.height = 8706 },
    GateCase("too many pixels", .unsupportedShape) { ($0.width, $0.height) = (8192, 4354) },
    GateCase(
      "a crop by its container", .unsupportedShape,
      Sample.matroska([Sample.video()]) { $0.container.isCropped = true }),
    GateCase("captioned", .unsupportedStream) { $0.sideData = ["ATSC A53 Part 4 Closed Captions"] },
  ]

  static let containers = [
    GateCase(
      "raw H.264", .unsupportedContainer,
      Sample.matroska([Sample.video()]) { $0.container.formats = ["h264"] }),
    GateCase(
      "a picture sequence", .unsupportedContainer, Sample.mp4([Sample.video()], brand: "avis")),
    GateCase(
      "a stereoscopic MP4", .unsupportedStream, Sample.mp4([Sample.video { $0.sideData = ["Stereo 3D"] }])),
    GateCase(
      "a film that only its pictures call stereoscopic", .unsupportedStream,
      Sample.matroska([Sample.video()]) { $0.pictures?.sideData = ["Stereo 3D"] }),
    GateCase(
      "a data stream", .unsupportedStream, Sample.mp4([Sample.video(), Sample.stream(1, .data, "bin_data")])),
    GateCase(
      "several films in one file", .unsupportedStream,
      Sample.mp4([Sample.video()]) { $0.container.isSeveral = true }),
    GateCase(
      "a file that was cut", .sourceDamaged, Sample.mp4([Sample.video()]) { $0.container.isCut = true }),
    GateCase("a cover in Matroska", .unsupportedStream, Sample.matroska([Sample.video(), Sample.cover(1)])),
  ]
}
