import API
import Configuration
import Media
import Testing

@testable import Planning

@Suite("Pixel formats and encoders")
struct PixelFormatTests {
  @Test(
    "go together as this",
    arguments: [
      ("libsvtav1", "yuv420p", "yuv420p10le"), ("libsvtav1", "yuv420p10le", "yuv420p10le"),
      ("libsvtav1", "yuv420p12le", nil), ("libsvtav1", "yuv422p", nil), ("libsvtav1", "gray", nil),
      ("libaom-av1", "yuvj422p", "yuv422p10le"), ("libaom-av1", "yuv444p12le", "yuv444p12le"),
      ("libaom-av1", "gray", "gray10le"), ("libaom-av1", "rgb24", "gbrp10le"),
      ("libaom-av1", "gbrp12le", "gbrp12le"),
      ("librav1e", "yuv444p", "yuv444p10le"), ("librav1e", "gray", nil), ("librav1e", "gbrp", nil),
      ("libx265", "yuv420p", "yuv420p"), ("libx265", "yuvj420p", "yuv420p"),
      ("libx265", "yuv420p10le", "yuv420p10le"),
      ("libx265", "rgb24", "gbrp"), ("libx265", "gray12le", "gray12le"),
      ("libx265", "yuv422p10le", "yuv422p10le"),
      ("hevc_qsv", "yuv420p10le", "yuv420p10le"), ("hevc_qsv", "yuv422p", nil), ("av1_nvenc", "gray", nil),
      ("libx265", "yuva420p", nil), ("libaom-av1", "yuv411p", nil),
    ] as [(String, String, String?)])
  func rows(id: String, source: String, result: String?) throws {
    let row = try #require(EncoderRow.named(id))
    #expect(row.pixelFormat(for: source) == result)
    if let result { #expect(row.pixelFormats.contains(result)) }
  }

  @Test("are listed once each")
  func lists() {
    #expect(EncoderRow.svtAV1.pixelFormats == ["yuv420p10le"])
    #expect(EncoderRow.hevcQSV.pixelFormats == ["yuv420p", "yuv420p10le"])
    #expect(EncoderRow.libaom.pixelFormats.count == 10 && EncoderRow.x265.pixelFormats.count == 15)
  }

  private func plan(_ format: String, _ rules: Rules = Rules(), broken: Set<String> = []) throws(Reason)
    -> Plan
  {
    var capabilities = Sample.everything
    for id in broken { capabilities.whyNot[id] = .some("it crashed") }
    let info = Sample.matroska([Sample.video { $0.pixelFormat = format }])
    return try Planner.plan(info, rules, capabilities)
  }

  @Test("decide which encoder is the first that can")
  func choice() throws {
    #expect(try plan("yuv420p").encoder == "libsvtav1")
    #expect(try plan("yuv422p").encoder == "libaom-av1")
    #expect(try plan("yuv444p12le", broken: ["libaom-av1"]).encoder == "librav1e")
    #expect(try plan("gbrp", Rules(codec: .hevc, preferEncoder: .qsv)).encoder == "libx265")
    let arguments = try plan("rgb24").segments[0].arguments
    #expect(arguments.contains("format=gbrp10le"))
    #expect(
      try plan("yuvj444p").segments[0].arguments.contains(
        "scale=in_range=full:out_range=full,format=yuv444p10le"))
    let gray = try Planner.plan(
      Sample.matroska([Sample.video { ($0.pixelFormat, $0.colour.range) = ("gray", "pc") }]), Rules(),
      Sample.everything)
    #expect(gray.segments[0].arguments.contains("format=gray10le"))
    #expect(try plan("gray").segments[0].arguments.contains("format=gray10le,setparams=range=tv"))
  }

  @Test("without a working encoder name those that could")
  func reasons() {
    #expect {
      try plan("gray", broken: ["libaom-av1"])
    } throws: { error in
      let reason = error as? Reason
      return reason?.code == .encoderUnavailable
        && reason?.detail.contains("no av1 encoder for gray works") == true
        && reason?.detail.contains("libsvtav1: cannot encode gray; libaom-av1: it crashed; librav1e: cannot")
          == true
    }
    let info = Sample.matroska([Sample.video { $0.pixelFormat = "gbrp" }])
    let rules = Rules(encoders: ["libsvtav1", "librav1e"])
    #expect(
      Gates.refusal(info, rules)?.detail
        == "its pixel format is gbrp, which libsvtav1, librav1e cannot encode; libaom-av1, libx265 can")
    #expect { try plan("gbrp", rules) } throws: { ($0 as? Reason)?.code == .pixelFormat }
  }

  @Test("with an alpha channel are refused for that", arguments: ["yuva420p", "rgba", "bgra", "pal8", "ya8"])
  func alpha(format: String) {
    let reason = Gates.refusal(Sample.matroska([Sample.video { $0.pixelFormat = format }]), Rules())
    #expect(reason?.code == .pixelFormat && reason?.detail.contains("alpha") == true)
  }
}
