import Testing

@testable import Media

@Suite("Colours")
struct ColourTests {
  private func info(
    _ format: String = "yuv420p", written: (inout Colour) -> Void = { _ in },
    own: (inout Colour) -> Void = { _ in }
  ) -> MediaInfo {
    var video = MediaStream(index: 0, kind: .video, codec: "h264")
    video.pixelFormat = format
    written(&video.written)
    own(&video.colour)
    return MediaInfo(container: Container(formats: ["mov"], size: 1), streams: [video])
  }

  @Test("are the container's, where it says any, and what differs is told")
  func precedence() {
    let film = info {
      ($0.matrix, $0.range) = ("bt709", "tv")
    } own: {
      ($0.matrix, $0.primaries) = ("smpte170m", "bt709")
    }
    #expect(film.colour(of: film.streams[0]).description == "bt709 unspecified bt709 tv")
    #expect(film.colourNotes(of: film.streams[0]).count == 1)
    #expect(
      info {
        $0.matrix = "bt709"
      } own: {
        $0.matrix = "bt709"
      }.colourNotes(of: film.streams[0]).count == 1)
    let same = info {
      $0.matrix = "bt709"
    } own: {
      $0.matrix = "bt709"
    }
    #expect(same.colourNotes(of: same.streams[0]).isEmpty)
  }

  @Test("of which both say another light are no basis for anything, but for HLG under its other name")
  func light() {
    #expect(
      info {
        $0.transfer = "bt709"
      } own: {
        $0.transfer = "smpte2084"
      }.hdr10Fault != nil)
    #expect(
      info {
        $0.transfer = "arib-std-b67"
      } own: {
        $0.transfer = "bt709"
      }.hdr10Fault != nil)
    #expect(
      info {
        $0.transfer = "smpte170m"
      } own: {
        $0.transfer = "bt709"
      }.hdr10Fault == nil)
    #expect(info { $0.transfer = "smpte2084" }.hdr10Fault == nil)
    for film in [
      info {
        $0.transfer = "bt2020-10"
      } own: {
        $0.transfer = "arib-std-b67"
      },
      info {
        $0.transfer = "arib-std-b67"
      } own: {
        $0.transfer = "bt2020-10"
      },
    ] {
      #expect(film.hdr10Fault == nil && film.colour(of: film.streams[0]).transfer == "arib-std-b67")
    }
  }

  @Test("have a range: the container's word, the video's, or that of its format")
  func range() {
    let (full, limited) = (
      info {
        $0.range = "pc"
      } own: {
        $0.range = "tv"
      }, info("yuvj420p") { $0.range = "tv" }
    )
    #expect(full.isFullRange(full.streams[0]) && full.isRangeCorrected(full.streams[0]))
    #expect(!limited.isFullRange(limited.streams[0]) && limited.isRangeCorrected(limited.streams[0]))
    let plain = info("yuvj420p")
    #expect(plain.isFullRange(plain.streams[0]) && !plain.isRangeCorrected(plain.streams[0]))
  }

  @Test(
    "of RGB in fewer samples of colour than of light are none",
    arguments: [
      ("yuv420p", true), ("yuv422p10le", true), ("gray", true), ("yuvj420p", true), ("yuv444p", false),
      ("gbrp", false),
    ])
  func identity(_ format: String, _ isImpossible: Bool) {
    let film = info(format) { _ in
    } own: {
      $0.matrix = "gbr"
    }
    #expect((film.colour(of: film.streams[0]).matrix == nil) == isImpossible)
    #expect(film.colourNotes(of: film.streams[0]).isEmpty != isImpossible)
  }

  @Test("are read from showinfo, if the line is whole")
  func showinfo() {
    let line =
      "[Parsed_showinfo_0 @ 0x55] [info] color_range:tv color_space:bt2020nc color_primaries:bt2020 color_trc:arib-std-b67"
    #expect(Colour(showinfo: line)?.description == "bt2020 arib-std-b67 bt2020nc tv")
    let unsaid = line.replacing("arib-std-b67", with: "unknown")
    #expect(Colour(showinfo: unsaid)?.transfer == nil && Colour(showinfo: unsaid) != nil)
    for broken in [
      line + "frame=12", line.replacing(" color_trc:arib-std-b67", with: ""), line + " x:1", "color_range:tv",
    ] {
      #expect(Colour(showinfo: broken) == nil)
    }
    guard case .colours = FFmpegLine(Array(line.utf8)) else {
      Issue.record("not told from others")
      return
    }
  }

  @Test("of key frames are read from ffprobe")
  func keyFrames() {
    let line =
      "color_range=tv|color_space=bt709|color_primaries=unknown|color_transfer=bt709|side_data|side_data_type=x"
    #expect(Prober.colour(Array(line.utf8))?.description == "unspecified bt709 bt709 tv")
    #expect(Prober.colour(Array("side_data_type=x".utf8)) == nil)
  }
}
