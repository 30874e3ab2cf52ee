import API
import Configuration
import Encoding
import Glibc
import Ledger
import Media
import Planning
import Platform
import Verification

/// The outside tools of one run, found and asked for their versions.
struct Toolbox: Sendable {
  let prober: Prober
  let decoder: Decoder
  let scanner: CodedScanner
  let encoder: SegmentEncoder
  let launcher: Launcher
  let ffmpeg: FFmpegTool
  let priority: Priority
  let identity: ToolIdentity
  private let limits: Tools
  let findings: EncoderFindings

  /// Starts nothing but `ffmpeg -version`. Throws a `Reason` when a tool is missing.
  init(_ config: Config, _ identity: ToolIdentity) async throws {
    let launcher = try Self.launcher()
    self.init(
      launcher: launcher, ffmpeg: try await FFmpegTool(path: identity.ffmpeg, launcher: launcher),
      identity: identity, limits: config.tools, priority: config.priority, findings: EncoderFindings())
  }

  private init(
    launcher: Launcher, ffmpeg: FFmpegTool, identity: ToolIdentity, limits: Tools, priority: Priority,
    findings: EncoderFindings
  ) {
    (self.launcher, self.ffmpeg, self.identity) = (launcher, ffmpeg, identity)
    (self.limits, self.priority, self.findings) = (limits, priority, findings)
    let stall = Duration.seconds(limits.stallTimeoutSecs)
    prober = Prober(
      launcher: launcher, ffprobe: identity.ffprobe, priority: priority,
      timeout: .seconds(limits.probeTimeoutSecs))
    scanner = CodedScanner(
      launcher: launcher, ffmpeg: ffmpeg.path, prober: prober, priority: priority, stall: stall)
    decoder = Decoder(launcher: launcher, ffmpeg: ffmpeg, priority: priority, stall: stall)
    encoder = SegmentEncoder(launcher: launcher, ffmpeg: ffmpeg.path, priority: priority, stall: stall)
  }

  /// The same tools at another priority.
  func at(_ priority: Priority) -> Toolbox {
    Toolbox(
      launcher: launcher, ffmpeg: ffmpeg, identity: identity, limits: limits, priority: priority,
      findings: findings)
  }

  private static func launcher() throws(Reason) -> Launcher {
    do { return try Launcher.installed() } catch {
      throw Reason(.toolMissing, "condense-launch is not beside condense; install both: \(error)")
    }
  }
}

/// Which binaries would be used, told apart by a look at them, without starting any.
public struct ToolIdentity: Hashable, Sendable {
  /// Where they are.
  public let ffmpeg: Path, ffprobe: Path
  /// Changes whenever one of them does.
  public let text: String

  /// Finds the tools that a configuration names. Throws a `Reason` for one that is not there.
  public init(_ config: Config) throws {
    let searchPath = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    func find(_ name: String, _ key: String) throws -> (path: Path, text: String) {
      guard let path = Launcher.find(name, searchPath: searchPath) else {
        throw Reason(
          .toolMissing, "'\(name)' is not in PATH or cannot be run; install ffmpeg, or set \(key) in [ffmpeg]"
        )
      }
      let real = try Files.resolved(path)
      let status = try FileStatus.of(real)
      return (real, "\(real):\(status.size):\(status.mtimeNs)")
    }
    let (ffmpeg, ffprobe) = (
      try find(config.tools.ffmpeg, "ffmpeg"), try find(config.tools.ffprobe, "ffprobe")
    )
    (self.ffmpeg, self.ffprobe) = (ffmpeg.path, ffprobe.path)
    text = "\(ffmpeg.text)|\(ffprobe.text)"
  }
}
