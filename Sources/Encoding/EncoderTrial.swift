import API
import Configuration
import Media
import Planning
import Platform

/// Finds out whether an encoder really works here, by encoding something and decoding it again.
///
/// `-encoders` only lists what was compiled in, not what runs.
public struct EncoderTrial: Sendable {
  private static let frames = 12
  private let launcher: Launcher
  private let ffmpeg: FFmpegTool
  private let priority: Priority

  /// Tries with one ffmpeg; the small result is kept in memory.
  public init(launcher: Launcher, ffmpeg: FFmpegTool, priority: Priority) {
    (self.launcher, self.ffmpeg, self.priority) = (launcher, ffmpeg, priority)
  }

  /// Nil when the encoder works, else why not.
  public func whyNot(_ encoder: EncoderRow) async throws -> String? {
    let file = try OpenFile.inMemory("condense-trial")
    let quality = Quality(crf: 30, preset: encoder.codec == .av1 ? "8" : "ultrafast")
    let source = ["-f", "lavfi", "-i", "testsrc2=size=320x192:rate=25"]
    let encode = try await run(
      source + ["-frames:v", "\(Self.frames)", "-pix_fmt", "yuv420p10le"]
        + encoder.arguments(quality, stream: 0)
        + ["-f", "matroska", Input.output], input: nil, output: file)
    guard encode.succeeded else {
      return "a test encode ended with \(encode.exit): \(lastLine(encode.errorTail))"
    }
    let decode = try await run(
      Input.options + ["-c:v", "wrapped_avframe", "-f", "framecrc", "pipe:1"],
      input: file, output: nil)
    return decode.succeeded && decode.stdout.times.count == Self.frames
      ? nil
      : "of \(Self.frames) frames encoded, \(decode.stdout.times.count) came back: \(lastLine(decode.errorTail))"
  }

  private func run(_ arguments: [String], input: OpenFile?, output: OpenFile?) async throws
    -> ToolCompletion<FrameTimeline, Void>
  {
    let invocation = ToolInvocation(
      ffmpeg.path, ["-nostdin", "-hide_banner", "-y", "-nostats", "-loglevel", "level+error"] + arguments,
      environment: ["SVT_LOG": "1"], limits: .init(wallClock: .seconds(60)), priority: priority)
    return try await launcher.run(invocation, input: input, output: output) { lines in
      var timeline = FrameTimeline()
      for try await line in lines { timeline.add(line) }
      return timeline
    } stderr: { _, _ in
    }
  }
}
