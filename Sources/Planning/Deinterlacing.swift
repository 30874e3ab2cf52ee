import Configuration
import Media

/// How pictures that are coded as two fields are made whole.
enum Deinterlacing {
  /// The filter: one picture out for every one in, each at its own time. Those that are not coded as fields pass
  /// untouched (measured with 5.1.9 and 9.0.2: the same bytes), so that it may stand in the way of any film whose
  /// fields come later than its beginning tells.
  static let filter = "bwdif=mode=send_frame:parity=auto:deint=interlaced"

  /// Whether the rules ask for it and the filter takes the pixel format (libavfilter/vf_bwdif.c, `pix_fmts`): gray of
  /// more than 8 bits would be converted on the way, and ffmpeg 9 does not give every bit back.
  static func applies(_ rules: Rules, to video: MediaStream) -> Bool {
    let layout = video.pixelFormat.flatMap { PixelLayout($0) }
    return rules.deinterlace == .bwdif && (layout?.planes != .gray || layout?.depth == 8)
  }
}
