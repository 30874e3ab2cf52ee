/// What makes a picture of odd size even, as 4:2:0 encoders want it: one more column or row of pixels.
struct Padding {
  private let source: (width: Int, height: Int)
  /// Pixels afterwards.
  var width: Int { source.width + source.width % 2 }
  var height: Int { source.height + source.height % 2 }
  var isNeeded: Bool { (width, height) != source }

  init(width: Int, height: Int) { source = (width, height) }

  /// The filters for a source of this pixel format; none when its size is even.
  ///
  /// Measured with 5.1 and 9.0: on 4:2:0, `pad` first rounds the source down to whole chroma samples, which cuts its
  /// last column off and leaves a dark one. The chroma planes are large enough already; so only luma is padded, by
  /// itself, and every sample of the source stays what it was.
  func filters(_ pixelFormat: String) -> [String] {
    if !isNeeded { return [] }
    let edges = (width > source.width ? ["right=1"] : []) + (height > source.height ? ["bottom=1"] : [])
    return [
      "extractplanes=y+u+v[y][u][v];[y]pad=\(width):\(height)",
      "fillborders=\(edges.joined(separator: ":")):mode=smear[l];[l][u][v]mergeplanes=map1s=1:map2s=2:format=\(pixelFormat)",
    ]
  }

  /// The sentence for the plan; nil when nothing is added.
  var announcement: String? {
    isNeeded
      ? "the picture is padded from \(source.width)x\(source.height) to \(width)x\(height), its edge repeated"
      : nil
  }
}
