import API
import Configuration
import Media
import Testing

@testable import Planning

@Suite("The tables")
struct TableTests {
  @Test(
    "class a picture by what it would be in 16:9",
    arguments: [
      (3840, 2160, .uhd), (3840, 1608, .uhd), (2160, 3840, .uhd), (4096, 1716, .uhd), (7680, 4320, .uhd),
      (2560, 1440, .qhd), (2560, 1072, .qhd), (1440, 2560, .qhd), (1920, 1440, .qhd),
      (1920, 1080, .fullHD), (1920, 804, .fullHD), (1080, 1920, .fullHD), (1440, 1080, .fullHD),
      (1280, 720, .smaller), (720, 576, .smaller), (1918, 1078, .smaller), (64, 64, .smaller),
      (0, 0, .smaller),
    ] as [(Int, Int, SizeClass)])
  func sizeClass(width: Int, height: Int, size: SizeClass) {
    #expect(SizeClass(width: width, height: height) == size)
  }

  @Test(
    "give each size its quality",
    arguments: [(.uhd, 21, 3), (.qhd, 22, 4), (.fullHD, 23, 4), (.smaller, 24, 5)] as [(SizeClass, Int, Int)])
  func quality(size: SizeClass, crf: Int, preset: Int) {
    #expect(size.crf == crf)
    #expect(size.svtPreset == preset)
    #expect(EncoderRow.svtAV1.preset(size) == "\(preset)")
  }

  @Test("have every encoder that a config may name, and no other", arguments: Codec.allCases)
  func encoders(codec: Codec) {
    #expect(EncoderRow.rows(for: Rules(codec: codec)).map(\.id) == codec.encoders)
  }

  @Test(
    "are followed in the order of the rules",
    arguments: [
      (["librav1e", "libsvtav1"], ["librav1e", "libsvtav1"]), (["libaom-av1"], ["libaom-av1"]),
      (["libx265"], []),
    ] as [([String], [String])])
  func encoderOrder(asked: [String], tried: [String]) {
    #expect(EncoderRow.rows(for: Rules(encoders: asked)).map(\.id) == tried)
  }

  @Test(
    "ask each encoder in its own words",
    arguments: [
      ("libsvtav1", "-c:2 libsvtav1 -crf 23 -preset 4"),
      ("libaom-av1", "-c:2 libaom-av1 -crf 23 -b:v 0 -cpu-used 4 -row-mt 1"),
      ("librav1e", "-c:2 librav1e -qp 92 -speed 5"),
      ("libx265", "-c:2 libx265 -crf 23 -preset medium -x265-params log-level=error"),
    ])
  func options(id: String, words: String) throws {
    let row = try #require(EncoderRow.all.first { $0.id == id })
    let quality = Quality(crf: 23, preset: row.preset(.fullHD))
    #expect(row.arguments(quality, stream: 2).joined(separator: " ") == words)
  }

  @Test(
    "keep 10 bits, and make them for AV1",
    arguments: [
      ("libsvtav1", "yuv420p", "yuv420p10le"), ("libsvtav1", "yuv420p10le", "yuv420p10le"),
      ("libx265", "yuv420p", "yuv420p"), ("libx265", "yuvj420p", "yuv420p"),
      ("libx265", "yuv420p10le", "yuv420p10le"),
    ])
  func pixelFormats(id: String, source: String, result: String) throws {
    #expect(try #require(EncoderRow.all.first { $0.id == id }).pixelFormat(for: source) == result)
  }
}
