import Testing

@testable import Media

@Suite("The name of a pixel format")
struct PixelLayoutTests {
  @Test(
    "says planes and bits",
    arguments: [
      ("yuv420p", PixelLayout(.yuv420, depth: 8)), ("yuvj422p", PixelLayout(.yuv422, depth: 8)),
      ("yuv444p12le", PixelLayout(.yuv444, depth: 12)), ("gray", PixelLayout(.gray, depth: 8)),
      ("gray10le", PixelLayout(.gray, depth: 10)), ("gbrp", PixelLayout(.rgb, depth: 8)),
      ("bgr0", PixelLayout(.rgb, depth: 8)), ("rgb24", PixelLayout(.rgb, depth: 8)),
    ])
  func read(name: String, layout: PixelLayout) {
    #expect(PixelLayout(name) == layout)
    #expect(PixelLayout(layout.name) == layout)
  }

  @Test(
    "of another kind is not guessed at",
    arguments: [
      "yuv420p9le", "yuv410p", "yuv411p", "yuv440p", "nv12", "uyvy422", "yuva420p", "rgba", "pal8",
      "gray16le",
      "gbrap", "yuv420p10be", "unknown", "",
    ])
  func others(name: String) { #expect(PixelLayout(name) == nil) }

  @Test("tells an alpha channel")
  func alpha() {
    for name in [
      "yuva420p", "yuva444p10le", "gbrap", "rgba", "bgra", "argb", "abgr", "pal8", "ya8", "ya16le",
    ] {
      #expect(PixelLayout.hasAlpha(name), "\(name)")
    }
    for name in ["yuv420p", "gbrp", "bgr0", "rgb24", "gray", "yuv411p"] {
      #expect(!PixelLayout.hasAlpha(name), "\(name)")
    }
  }

  @Test("says whether a place of the samples of colour means anything")
  func chroma() {
    #expect(PixelLayout(.yuv420, depth: 8).telling(chromaLocation: "topleft") == "topleft")
    #expect(PixelLayout(.yuv422, depth: 8).telling(chromaLocation: "topleft") == nil)
    #expect(PixelLayout(.yuv422, depth: 8).telling(chromaLocation: "center") == "center")
    #expect(PixelLayout(.yuv444, depth: 8).telling(chromaLocation: "center") == nil)
  }

  @Test("in RGB leaves no colours open, whether a decoder says them or not")
  func rgb() {
    func fields(_ change: (inout MediaStream) -> Void) -> [String: InventoryValue] {
      var video = MediaStream(index: 0, kind: .video, codec: "ffv1")
      video.pixelFormat = "gbrp"
      change(&video)
      return Inventory(MediaInfo(container: Container(formats: ["matroska"], size: 1), streams: [video]))
        .streams[0]
        .fields
    }
    let said = fields {
      ($0.colour.range, $0.colour.matrix, $0.colour.chromaLocation) = ("pc", "gbr", "center")
    }
    #expect(said == fields { _ in })
    #expect(
      said["range"] == .text("pc") && said["matrix"] == .text("gbr") && said["primaries"] == .text("bt709"))
  }
}
