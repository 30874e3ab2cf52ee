import Media
import Platform

extension EncoderRow {
  /// Returns the metadata that it keeps beside the picture with an ffmpeg of this major version,
  /// independently of the film.
  public func carries(_ ffmpegMajor: Int) -> [Carried] {
    guard Self.containerIsTold(ffmpegMajor) else { return carries }
    return carries + (leavesLightToContainer ? [.masteringDisplay, .contentLight] : [])
      + (keepsHDR10Plus ? [.hdr10Plus] : [])
  }

  /// Returns the part of a film's HDR metadata that it could not keep, for people; nil when nothing would be lost.
  func loses(of info: MediaInfo, _ ffmpegMajor: Int) -> String? {
    guard let video = info.videos.first else { return nil }
    let (light, inContainer) = (info.hdr10(of: video), leavesLightToContainer ? video.hdr10 : HDR10())
    let carries = carries(ffmpegMajor)
    let lost = [
      light.masteringDisplay == nil || inContainer.masteringDisplay != nil
        || carries.contains(.masteringDisplay)
        ? nil : "the mastering display",
      light.contentLight == nil || inContainer.contentLight != nil || carries.contains(.contentLight)
        ? nil : "the light levels", info.hasHDR10Plus && !carries.contains(.hdr10Plus) ? "HDR10+" : nil,
    ].compactMap { $0 }
    return lost.isEmpty ? nil : lost.joined(separator: " and ")
  }

  /// Whether what stands beside a source's pictures gets into the result's container; measured with 5.1.9, which only
  /// takes over what was in the source's container, and 9.0.2.
  private static func containerIsTold(_ ffmpegMajor: Int) -> Bool { ffmpegMajor >= 9 }

  /// SVT-AV1's parameters `mastering-display` and `content-light`: decimals (Docs/Parameters.md).
  static let svtLight: @Sendable (HDR10) -> [String] = { light in
    words(light, "mastering-display", "content-light") {
      decimal($0)
    } luminance: {
      decimal($0)
    }
  }

  /// x265's `--master-display` and `--max-cll`: in steps of 0.00002 and of 0.0001 cd/m2; the headers are repeated so
  /// that no seek misses them.
  static let x265Light: @Sendable (HDR10) -> [String] = { light in
    let said = words(light, "master-display", "max-cll") {
      "\(Int(saturating: ($0 * 50_000).rounded()))"
    } luminance: {
      "\(Int(saturating: ($0 * 10_000).rounded()))"
    }
    return said.isEmpty ? [] : said + ["hdr10=1", "repeat-headers=1"]
  }

  private static func words(
    _ light: HDR10, _ display: String, _ levels: String, chromaticity: (Double) -> String,
    luminance: (Double) -> String
  ) -> [String] {
    let screen = light.masteringDisplay.map { screen in
      let (places, least, most) = (
        screen.chromaticities.map(chromaticity), luminance(screen.minLuminance),
        luminance(screen.maxLuminance)
      )
      let points = [("G", 2), ("B", 4), ("R", 0), ("WP", 6)].map { "\($0)(\(places[$1]),\(places[$1 + 1]))" }
      return "\(display)=\(points.joined())L(\(most),\(least))"
    }
    return [screen, light.contentLight.map { "\(levels)=\($0.max),\($0.average)" }].compactMap { $0 }
  }

  /// Never with an exponent.
  private static func decimal(_ number: Double) -> String {
    let millionths = Int(saturating: (number * 1_000_000).rounded())
    let part = String(1_000_000 + millionths % 1_000_000).dropFirst()
    let digits = part.lastIndex { $0 != "0" }.map { "." + part[...$0] } ?? ""
    return "\(millionths / 1_000_000)\(digits)"
  }
}
