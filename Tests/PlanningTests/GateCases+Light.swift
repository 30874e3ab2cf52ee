import API
import Media

extension GateCase {
  /// HDR that can be kept.
  static let lit = [
    GateCase("PQ", nil) { $0.colour.transfer = "smpte2084" },
    GateCase("HLG", nil) { $0.colour.transfer = "arib-std-b67" },
    GateCase("chroma at the top left", nil) { $0.colour.chromaLocation = "topleft" },
    GateCase("light in the container", nil) {
      ($0.masteringDisplay, $0.contentLight) = (Sample.display(), ContentLight(max: 1000, average: 400))
      $0.sideData = ["Mastering display metadata", "Content light level metadata"]
    },
    GateCase("the same light in both", nil, Sample.lit(Sample.display(), Sample.display(3e-5))),
  ]

  /// HDR of which nobody knows what to keep.
  static let light = [
    GateCase("another screen beside the pictures", .hdr, Sample.lit(Sample.display(), Sample.display(0.01))),
    GateCase("half of a screen", .hdr) { $0.sideData = ["Mastering display metadata"] },
    GateCase(
      "half of a screen beside the pictures", .hdr,
      Sample.matroska([Sample.video()]) { $0.pictures?.sideData = ["Mastering display metadata"] }),
    GateCase("a screen that cannot be", .hdr) { $0.masteringDisplay = Sample.display(least: 2000) },
    GateCase(
      "other levels beside the pictures", .hdr,
      Sample.matroska([Sample.video { $0.contentLight = ContentLight(max: 1000, average: 400) }]) {
        $0.pictures?.contentLight = ContentLight(max: 1000, average: 401)
      }),
    GateCase(
      "light that changes", .hdr, Sample.matroska([Sample.video()]) { $0.pictures?.hdr10Changes = true }),
  ]
}
