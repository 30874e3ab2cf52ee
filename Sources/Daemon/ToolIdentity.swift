import API
import Configuration
import Glibc
import Platform

/// Which binaries would be used, told apart by a look at them, without starting any.
public struct ToolIdentity: Hashable, Sendable {
  /// Where they are.
  public let ffmpeg: Path, ffprobe: Path
  /// Changes whenever one of them does.
  public let text: String

  init(ffmpeg: Path, ffprobe: Path, text: String) {
    (self.ffmpeg, self.ffprobe, self.text) = (ffmpeg, ffprobe, text)
  }

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
