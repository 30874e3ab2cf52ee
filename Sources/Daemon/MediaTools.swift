import API
import Configuration
import Encoding
import Ledger
import Media
import Planning
import Platform
import Verification

/// The media tools of one run, found and asked for their versions.
struct MediaTools: Sendable {
  /// Those that work at one priority.
  struct Parts: Sendable {
    let prober: any MediaProbing
    let scanner: any CodedScanning
    let decoder: any MediaDecoding
    let encoder: any MediaEncoding
    let trial: any EncoderTesting
    let finisher: any ResultFinishing
  }

  let ffmpeg: FFmpegTool
  let identity: ToolIdentity
  let findings: EncoderFindings
  private let make: @Sendable (Priority) -> Parts
  private let parts: Parts

  var prober: any MediaProbing { parts.prober }
  var scanner: any CodedScanning { parts.scanner }
  var decoder: any MediaDecoding { parts.decoder }
  var encoder: any MediaEncoding { parts.encoder }
  var finisher: any ResultFinishing { parts.finisher }
  /// Tries encoders.
  var trial: any EncoderTesting { parts.trial }

  /// Tools whose parts somebody makes for a priority.
  init(
    _ ffmpeg: FFmpegTool, _ identity: ToolIdentity, at priority: Priority,
    findings: EncoderFindings = EncoderFindings(), make: @escaping @Sendable (Priority) -> Parts
  ) {
    (self.ffmpeg, self.identity, self.findings, self.make) = (ffmpeg, identity, findings, make)
    parts = make(priority)
  }

  /// The installed ones; starts nothing but `ffmpeg -version`. Throws a `Reason` when a tool is missing.
  init(_ config: Config, _ identity: ToolIdentity) async throws {
    let launcher = try Self.launcher()
    let ffmpeg = try await FFmpegTool(path: identity.ffmpeg, launcher: launcher)
    let (stall, timeout) = (
      Duration.seconds(config.tools.stallTimeoutSecs), Duration.seconds(config.tools.probeTimeoutSecs)
    )
    self.init(ffmpeg, identity, at: config.priority) { priority in
      let prober = Prober(
        launcher: launcher, ffprobe: identity.ffprobe, priority: priority, timeout: timeout)
      let decoder = Decoder(launcher: launcher, ffmpeg: ffmpeg, priority: priority, stall: stall)
      return Parts(
        prober: prober,
        scanner: CodedScanner(
          launcher: launcher, ffmpeg: ffmpeg.path, prober: prober, priority: priority, stall: stall),
        decoder: decoder,
        encoder: SegmentEncoder(launcher: launcher, ffmpeg: ffmpeg.path, priority: priority, stall: stall),
        trial: EncoderTrial(launcher: launcher, ffmpeg: ffmpeg, priority: priority) {
          try await decoder.frames(of: $0)
        }, finisher: ResultFinisher())
    }
  }

  /// The same tools at another priority.
  func at(_ priority: Priority) -> MediaTools {
    MediaTools(ffmpeg, identity, at: priority, findings: findings, make: make)
  }

  private static func launcher() throws(Reason) -> Launcher {
    do { return try Launcher.installed() } catch {
      throw Reason(.toolMissing, "condense-launch is not beside condense; install both: \(error)")
    }
  }
}
