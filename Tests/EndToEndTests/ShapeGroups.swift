import Testing

/// Kinds of clips that one configuration encodes.
struct ShapeGroup: CustomTestStringConvertible, Sendable {
  let testDescription: String, toml: String
  let kinds: [Shapes.Kind]
}

extension ShapeGroup {
  static let av1 = ShapeGroup(
    testDescription: "AV1 by the first encoder that can", toml: "",
    kinds: [
      Shapes.Kind(name: "full-422.mkv", codec: Shapes.x264, format: "yuvj422p", result: "yuv422p10le"),
      Shapes.Kind(
        name: "prores.mov", codec: ["-c:v", "prores_ks"], format: "yuv422p10le", result: "yuv422p10le"),
      Shapes.Kind(name: "444-12.mkv", codec: Shapes.ffv1, format: "yuv444p12le", result: "yuv444p12le"),
      Shapes.Kind(
        name: "gray.mkv", codec: Shapes.ffv1 + ["-color_range", "tv"], format: "gray", result: "gray10le"),
      Shapes.Kind(
        name: "packed.mkv", codec: ["-c:v", "png"], format: "rgb24", planar: "gbrp", result: "gbrp10le"),
      Shapes.Kind(
        name: "odd.mkv", codec: Shapes.ffv1, format: "yuv420p", size: (127, 95), result: "yuv420p10le",
        padded: [.debian]),
      Shapes.Kind(
        name: "odd-422.mkv", codec: Shapes.ffv1, format: "yuv422p10le", size: (127, 95), result: "yuv422p10le"
      ),
    ])

  static let rav1e = ShapeGroup(
    testDescription: "rav1e", toml: "encoders = [\"librav1e\"]",
    kinds: [
      Shapes.Kind(
        name: "odd-444.mkv", codec: Shapes.ffv1, format: "yuv444p", size: (127, 95), result: "yuv444p10le")
    ])

  static let hevc = ShapeGroup(
    testDescription: "HEVC", toml: "codec = \"hevc\"",
    kinds: [
      Shapes.Kind(
        name: "full-420.mkv", codec: ["-c:v", "libx264", "-qp", "0"], format: "yuvj420p", result: "yuv420p"),
      Shapes.Kind(
        name: "odd-420.mkv", codec: Shapes.ffv1, format: "yuv420p", size: (127, 95), result: "yuv420p",
        padded: [.debian, .newer]),
      Shapes.Kind(
        name: "odd-gray.mkv", codec: ["-c:v", "rawvideo"], format: "gray", size: (127, 95), result: "gray"),
      Shapes.Kind(
        name: "rgb.mkv", codec: ["-c:v", "huffyuv"], format: "rgb24", planar: "gbrp", result: "gbrp"),
    ])
}
