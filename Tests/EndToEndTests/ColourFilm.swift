import Foundation
import Synchronization
import Testing

/// Small films that tell their colours in every way there is.
enum ColourFilm: String, CaseIterable, CustomTestStringConvertible {
  case pictures, container, both, lightOnly, plainPQ, hlg, hlgInDisguise, webm, topLeft, topLeft8, oldTransfer
  case ntsc, fullRange, unspecified, primariesOnly, inMP4, fullRangePQ
  case picturesAV1, containerH264, hlgH264, topLeftH264, disagreeing, vp8

  /// Those that become AV1.
  static let toAV1: [ColourFilm] = [
    .container, .both, .lightOnly, .hlg, .hlgInDisguise, .webm, .topLeft, .topLeft8, .oldTransfer,
    .ntsc, .fullRange, .unspecified, .primariesOnly, .inMP4, .fullRangePQ,
  ]
  /// Those that become HEVC.
  static let toHEVC: [ColourFilm] = [
    .picturesAV1, .containerH264, .hlgH264, .topLeft8, .oldTransfer, .fullRange,
  ]

  var testDescription: String { rawValue }
  var name: String { "\(rawValue).\(isMP4 ? "mp4" : [.webm, .vp8].contains(self) ? "webm" : "mkv")" }
  private var isMP4: Bool { [.inMP4, .oldTransfer, .primariesOnly, .fullRange].contains(self) }

  private static let display = "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,50)"
  private static let bt2020 = "colorprim=bt2020:colormatrix=bt2020nc:transfer="
  private static let metadata = "master-display=\(display):max-cll=1000,400:hdr10=1"

  static func hevc(_ parameters: String) -> [String] {
    picture("yuv420p10le") + [
      "-c:v", "libx265", "-preset", "ultrafast", "-crf", "3", "-x265-params",
      "log-level=error:repeat-headers=1:\(parameters)",
    ]
  }

  private static func h264(_ format: String, _ parameters: String) -> [String] {
    picture(format) + ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "3"]
      + (parameters.isEmpty ? [] : ["-x264-params", parameters])
  }

  private static func picture(_ format: String) -> [String] {
    [
      "-f", "lavfi", "-i",
      "testsrc2=size=128x128:rate=24:duration=0.4,noise=alls=10:allf=t,format=\(format)",
    ]
  }

  /// HDR10's metadata in the container, which only a newer ffmpeg writes.
  private func boxed(_ film: ColourFilm, _ display: String = Self.display) throws -> URL {
    let url = try film.file().deletingLastPathComponent().appendingPathComponent(name)
    try tool(
      Footage.newerFFmpeg.get(),
      [
        "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-mastering_display:v", display,
        "-content_light:v", "1000,400", "-i", film.file().path, "-c", "copy", url.path,
      ])
    return url
  }

  private static let made = Mutex<[ColourFilm: URL]>([:])

  /// The film, made once.
  func file() throws -> URL {
    if let url = Self.made.withLock({ $0[self] }) { return url }
    let url = try make()
    Self.made.withLock { $0[self] = url }
    return url
  }

  private func make() throws -> URL {
    switch self {
    case .container: return try boxed(.plainPQ)
    case .both: return try boxed(.pictures)
    case .disagreeing:
      return try boxed(.pictures, Self.display.replacingOccurrences(of: "L(1", with: "L(4"))
    case .containerH264: return try boxed(.topLeftH264)
    default: return try Footage.make(name, arguments)
    }
  }

  private var arguments: [String] {
    switch self {
    case .pictures, .inMP4: Self.hevc("\(Self.metadata):\(Self.bt2020)smpte2084")
    case .lightOnly: Self.hevc("max-cll=1000,400:\(Self.bt2020)smpte2084")
    case .hlg: Self.hevc("\(Self.bt2020)arib-std-b67")
    case .hlgInDisguise: Self.hevc("atc-sei=18:\(Self.bt2020)bt2020-10")
    case .topLeft: Self.hevc("chromaloc=2:\(Self.metadata):\(Self.bt2020)smpte2084")
    case .fullRangePQ: Self.hevc("range=full:\(Self.metadata):\(Self.bt2020)smpte2084")
    case .topLeft8: Self.h264("yuv420p", "chromaloc=2")
    case .oldTransfer: Self.h264("yuv420p", "colorprim=bt470bg:transfer=bt470bg:colormatrix=bt470bg")
    case .ntsc: Self.h264("yuv420p", "colorprim=smpte170m:transfer=smpte170m:colormatrix=smpte170m")
    case .fullRange: Self.h264("yuvj420p", "fullrange=on:colorprim=bt709:transfer=bt709:colormatrix=bt709")
    case .unspecified: Self.h264("yuv420p", "")
    case .primariesOnly: Self.h264("yuv420p", "colorprim=bt709")
    case .hlgH264: Self.h264("yuv420p10le", "\(Self.bt2020)arib-std-b67")
    case .topLeftH264: Self.h264("yuv420p10le", "chromaloc=2:\(Self.bt2020)smpte2084")
    case .webm:
      Self.picture(
        "yuv420p10le,setparams=range=tv:color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc")
        + ["-c:v", "libvpx-vp9", "-crf", "3", "-b:v", "0", "-deadline", "realtime", "-cpu-used", "8"]
    case .picturesAV1:
      Self.picture(
        "yuv420p10le,setparams=range=tv:color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc")
        + [
          "-c:v", "libsvtav1", "-preset", "12", "-crf", "5", "-svtav1-params",
          "mastering-display=G(0.265,0.69)B(0.15,0.06)R(0.68,0.32)WP(0.3127,0.329)L(1000,0.005):content-light=1000,400",
        ]
    case .vp8:
      Self.picture("yuv420p") + ["-c:v", "libvpx", "-crf", "4", "-b:v", "5M", "-deadline", "realtime"]
    case .plainPQ, .container, .both, .disagreeing, .containerH264: Self.hevc("\(Self.bt2020)smpte2084")
    }
  }
}
