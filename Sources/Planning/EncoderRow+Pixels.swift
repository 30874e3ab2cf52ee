import API
import Configuration
import Media

extension EncoderRow {
  /// The pixel formats of results.
  public var pixelFormats: [String] {
    planes.flatMap { planes in
      Set(depths.map(resultDepth)).sorted().map { PixelLayout(planes, depth: $0).name }
    }
  }

  /// The pixel format of the result for a source's: the same layout and no fewer bits; nil when it cannot encode that.
  ///
  /// Never left to ffmpeg, which would take the nearest one that the encoder knows, and lose colour for it.
  public func pixelFormat(for source: String) -> String? {
    guard let layout = PixelLayout(source), planes.contains(layout.planes), depths.contains(layout.depth)
    else {
      return nil
    }
    return PixelLayout(layout.planes, depth: resultDepth(layout.depth)).name
  }

  /// Why no encoder that the rules allow takes pictures of this format, and which others would.
  static func refusal(of source: String, _ rules: Rules) -> Reason {
    if PixelLayout.hasAlpha(source) {
      return Reason(.pixelFormat, "it has an alpha channel (\(source)), which no encoder here can keep")
    }
    let able = all.filter { $0.pixelFormat(for: source) != nil }.map(\.id)
    let tried = rows(for: rules).map(\.id).joined(separator: ", ")
    return Reason(
      .pixelFormat,
      able.isEmpty
        ? "its pixel format is \(source), which no encoder here can keep"
        : "its pixel format is \(source), which \(tried) cannot encode; \(able.joined(separator: ", ")) can")
  }

  /// AV1 has 10 bits at least, which bands less for about 5 % more bytes.
  private func resultDepth(_ depth: Int) -> Int { codec == .av1 ? max(depth, 10) : depth }

  /// Returns the padding that a source's picture needs for this encoder, in the version that it tells of itself.
  func padding(_ video: MediaStream, version: String?) -> Padding {
    let planes = PixelLayout(video.pixelFormat ?? "")?.planes ?? .yuv420
    let (columns, rows) =
      switch odd {
      case .kept(let since):
        since == nil || EncoderVersion(version).map { $0 >= since ?? $0 } ?? false
          ? (false, false) : (true, true)
      case .padded: (true, true)
      case .wholeChroma: ([.yuv420, .yuv422].contains(planes), planes == .yuv420)
      }
    return Padding(
      width: video.width ?? 0, height: video.height ?? 0, evenWidth: columns, evenHeight: rows)
  }
}

/// The treatment of pictures of odd size by an encoder.
enum OddSizes: Sendable {
  /// They are kept, by any version or since one.
  case kept(since: EncoderVersion? = nil)
  /// They are made even first.
  case padded
  /// They are kept where no sample of colour is cut in two.
  case wholeChroma
}
