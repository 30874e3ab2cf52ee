import Media

/// The padding that makes a picture of odd size even, for an encoder that requires it: one more column or row
/// of pixels.
///
/// No container is told to crop it away again: ffmpeg 9's players take a Matroska crop of one pixel for two (measured
/// with 9.0.2), and 5.1's take none at all.
struct Padding: Hashable {
  private let source: Size
  private let size: Size
  /// Pixels afterwards.
  var width: Int { size.width }
  var height: Int { size.height }
  var isNeeded: Bool { size != source }

  private struct Size: Hashable { var width: Int, height: Int }

  /// For a picture of which the encoder wants the width, the height or both to be even.
  init(width: Int, height: Int, evenWidth: Bool = true, evenHeight: Bool = true) {
    source = Size(width: width, height: height)
    size = Size(width: width + (evenWidth ? width % 2 : 0), height: height + (evenHeight ? height % 2 : 0))
  }

  /// The filters for a source of this pixel format; none when nothing is to be added.
  ///
  /// Measured with 5.1 and 9.0: on 4:2:0, `pad` first rounds the source down to whole chroma samples, which cuts its
  /// last column off and leaves a dark one. The chroma planes are large enough already; so only luma is padded, by
  /// itself, and every sample of the source stays what it was. Without halved chroma, every plane is padded alike.
  func filters(_ pixelFormat: String) -> [String] {
    if !isNeeded { return [] }
    let edges = (width > source.width ? ["right=1"] : []) + (height > source.height ? ["bottom=1"] : [])
    let (pad, fill) = ("pad=\(width):\(height)", "fillborders=\(edges.joined(separator: ":")):mode=smear")
    guard [nil, .yuv420, .yuv422].contains(PixelLayout(pixelFormat)?.planes) else { return [pad, fill] }
    return [
      "extractplanes=y+u+v[y][u][v];[y]\(pad)",
      "\(fill)[l];[l][u][v]mergeplanes=map1s=1:map2s=2:format=\(pixelFormat)",
    ]
  }

  /// The sentence for the plan; nil when nothing is added.
  var announcement: String? {
    isNeeded
      ? "the picture is padded from \(source.width)x\(source.height) to \(width)x\(height), its edge repeated"
      : nil
  }
}
