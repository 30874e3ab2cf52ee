import Media

/// How the encoder learns a picture's colours: from the pictures themselves.
///
/// Measured with 5.1.9 and 9.0.2: options for the encoder do not do. The newer ffmpeg ignores two of them where the
/// pictures say nothing and converts the picture for the other two; the older one does not take all of ffprobe's words.
struct ColourTags {
  let colours: Colour
  let isFullRange: Bool
  let ffmpegMajor: Int

  private var isTopLeft: Bool { colours.chromaLocation == "topleft" }

  /// The filter that comes last.
  var filter: String {
    // Said in any case: ffmpeg 9 takes gray for full range as soon as it is asked for in more bits.
    let range = isFullRange ? "pc" : "tv"
    let tags = [
      ("range", range), ("color_primaries", colours.primaries ?? "unknown"),
      ("color_trc", colours.transfer ?? "unknown"), ("colorspace", colours.matrix ?? "unknown"),
      // The newer ffmpeg forgets it on the way to more bits; the older one cannot be told.
      ("chroma_location", isTopLeft && ffmpegMajor >= 9 ? "topleft" : nil),
    ]
    let words = tags.compactMap { name, value in value.map { "\(name)=\($0)" } }
    return "setparams=" + words.joined(separator: ":")
  }

  /// For an AV1 encoder that writes none: the format's own word is put into the finished stream (AV1, section 6.4.2).
  func chromaLocation(stream: Int) -> [String] {
    isTopLeft ? ["-bsf:\(stream)", "av1_metadata=chroma_sample_position=colocated"] : []
  }
}
