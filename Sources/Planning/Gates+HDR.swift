import API
import Media

extension Gates {
  /// A film's HDR metadata must be complete and free of contradictions: of two values, nobody could know
  /// which one to keep.
  static let hdr = Gate(name: "HDR") { info, _, _ in
    if let fault = info.hdr10Fault {
      return .failure(Reason(.hdr, "\(fault); mend its metadata, or leave it as it is"))
    }
    guard let video = info.videos.first else { return .success("no video") }
    let transfer = info.colour(of: video).transfer
    let kind = transfer.flatMap { ["smpte2084": "PQ", "arib-std-b67": "HLG"][$0] }
    let hdr10 = info.hdr10(of: video)
    let said = [
      hdr10.masteringDisplay.map { "mastering display \($0)" }, hdr10.contentLight.map { "light \($0)" },
    ].compactMap { $0 }
    return .success((["transfer \(kind ?? transfer ?? "unspecified")"] + said).joined(separator: "; "))
  }
}
