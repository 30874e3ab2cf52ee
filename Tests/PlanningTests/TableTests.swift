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

  @Test("have every encoder that a config may name, and no other", arguments: Codec.allCases)
  func encoders(codec: Codec) {
    #expect(EncoderRow.all.filter { $0.codec == codec }.map(\.id) == codec.encoders)
    #expect(EncoderRow.rows(for: Rules(codec: codec)).allSatisfy { $0.device == nil })
  }

  @Test(
    "are followed in the order of the rules, the preferred family first",
    arguments: [
      (nil, ["librav1e", "libsvtav1"], ["librav1e", "libsvtav1"]), (nil, ["libaom-av1"], ["libaom-av1"]),
      (nil, ["libx265"], []), (.aom, [], ["libaom-av1", "libsvtav1", "librav1e"]),
      (.qsv, [], ["av1_qsv", "libsvtav1", "libaom-av1", "librav1e"]), (.x265, ["librav1e"], ["librav1e"]),
      (.nvenc, ["libsvtav1", "av1_nvenc", "av1_vaapi"], ["av1_nvenc", "libsvtav1", "av1_vaapi"]),
    ] as [(EncoderFamily?, [String], [String])])
  func encoderOrder(preferred: EncoderFamily?, asked: [String], tried: [String]) {
    #expect(EncoderRow.rows(for: Rules(preferEncoder: preferred, encoders: asked)).map(\.id) == tried)
  }

  @Test(
    "ask each encoder in its own words",
    arguments: [
      ("libsvtav1", "-c:2 libsvtav1 -crf 23 -preset 4"),
      ("libaom-av1", "-c:2 libaom-av1 -crf 23 -cpu-used 4 -b:v 0 -row-mt 1"),
      ("librav1e", "-c:2 librav1e -qp 71 -speed 5"),
      ("av1_qsv", "-c:2 av1_qsv -global_quality 23 -preset slower"),
      ("av1_vaapi", "-c:2 av1_vaapi -global_quality 92 -rc_mode CQP"),
      ("av1_nvenc", "-c:2 av1_nvenc -cq 25 -preset p6 -rc vbr -b:v 0"),
      ("libx265", "-c:2 libx265 -crf 20 -preset slow -x265-params log-level=error"),
      ("hevc_qsv", "-c:2 hevc_qsv -global_quality 23 -preset slower"),
      ("hevc_vaapi", "-c:2 hevc_vaapi -global_quality 20 -rc_mode CQP"),
      ("hevc_nvenc", "-c:2 hevc_nvenc -cq 25 -preset p6 -rc vbr -b:v 0"),
    ])
  func options(id: String, words: String) throws {
    let row = try #require(EncoderRow.named(id))
    let quality = QualityTable.quality(
      Rules(codec: row.codec), row, .fullHD, isLowBitrate: false, version: nil)
    let settings = EncoderSettings(quality, size: .fullHD, filmGrain: 0)
    #expect(row.arguments(settings, stream: 2).joined(separator: " ") == words)
  }

  @Test("keep every number inside its encoder's range", arguments: EncoderRow.all.map(\.id))
  func ranges(id: String) throws {
    let row = try #require(EncoderRow.named(id))
    for crf in [0, 1, 20, 51, 63] {
      let options = row.scale.options(crf, nil).options
      #expect(options.count == 2 && options[0] == row.scale.option)
      #expect(row.scale.range(nil).contains(Int(options[1]) ?? -1), "\(crf): \(options)")
    }
  }

  @Test(
    "bring pictures to a device in its own format",
    arguments: [
      ("libsvtav1", "yuv420p", "format=yuv420p10le"), ("libx265", "yuv420p", "format=yuv420p"),
      ("hevc_qsv", "yuv420p", "format=nv12"), ("hevc_qsv", "yuv420p10le", "format=p010le"),
      ("av1_vaapi", "yuv420p", "format=p010le,hwupload"), ("hevc_nvenc", "yuvj420p", "format=nv12"),
    ])
  func deviceFormats(id: String, source: String, filters: String) throws {
    let row = try #require(EncoderRow.named(id))
    let format = try #require(row.pixelFormat(for: source))
    #expect(row.filters(for: format).joined(separator: ",") == filters)
  }

}
