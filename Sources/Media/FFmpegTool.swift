import API
import Platform

/// One ffmpeg binary: where it is, which version, and what it can encode.
public struct FFmpegTool: Sendable {
  /// Where it is.
  public let path: Path
  /// The first line of `-version`, without the copyright.
  public let version: String
  /// The major version; builds from git without a number count as the newest.
  public let major: Int

  /// One of which the version is known.
  package init(path: Path, version: String) {
    (self.path, self.version, major) = (path, version, Self.major(of: version))
  }

  /// Asks a binary for its version. Throws a `Reason` when it does not answer as ffmpeg does.
  public init(path: Path, launcher: Launcher) async throws {
    self.path = path
    version = try await Self.version(of: "ffmpeg", at: path, launcher: launcher)
    major = Self.major(of: version)
  }

  /// Asks ffmpeg, or ffprobe, for its version. Throws a `Reason` when it does not answer as that program does.
  public static func version(of program: String, at path: Path, launcher: Launcher) async throws -> String {
    let invocation = ToolInvocation(
      path, ["-hide_banner", "-version"], limits: .init(wallClock: .seconds(30)))
    let completion = try await launcher.run(invocation) { lines in
      var first: [UInt8]?
      for try await line in lines where first == nil { first = line }
      return first
    } stderr: { _, _ in
    }
    guard let line = completion.stdout.map({ String(decoding: $0, as: UTF8.self) }),
      line.hasPrefix("\(program) version ")
    else {
      throw Reason(
        .toolMissing, "'\(path)' does not answer as \(program) does: \(lastLine(completion.errorTail))")
    }
    let words = line.split(separator: " ")
    return words.count > 2 ? String(words[2]) : "unknown"
  }

  /// As in `5` of `5.1.9-0+deb12u1` and `9` of `n9.0.2-17-g2a57`.
  public static func major(of version: String) -> Int {
    let digits = version.drop { $0 == "n" || $0 == "v" }.prefix { $0.isNumber }
    return Int(digits) ?? 99
  }

  /// The value of `-enc_time_base` that keeps the source's own timestamps; it got a name in 7.0.
  public var sourceTimeBase: String { major >= 7 ? "demux" : "-1" }
}
