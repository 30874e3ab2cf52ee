import API
import Media
import Platform

/// Decodes a whole file and says what came out and what went wrong.
public struct Decoder: Sendable {
  private let launcher: Launcher
  private let ffmpeg: FFmpegTool
  private let priority: Priority
  private let stall: Duration

  /// Uses one ffmpeg; `stall` is how long it may go without a frame.
  public init(launcher: Launcher, ffmpeg: FFmpegTool, priority: Priority, stall: Duration) {
    (self.launcher, self.ffmpeg, self.priority, self.stall) = (launcher, ffmpeg, priority, stall)
  }

  /// What a decode gave.
  struct Outcome: Sendable {
    var timeline: FrameTimeline
    /// What the pictures say of their light, where that was asked for.
    var light = DynamicMetadata()
    /// How many complaints there were, and the first.
    var errors: Int, firstError: String?
  }

  /// What is looked at in pictures, beside their times.
  enum Look {
    case nothing
    /// What they say of their light.
    case light
    /// Their pixels, and whether the decoder marks any as damaged; with ffmpeg's words on how threads share the work out.
    case pixels(threads: [String])

    fileprivate var isLight: Bool { if case .light = self { true } else { false } }

    fileprivate var inputOptions: [String] {
      if case .pixels(let threads) = self { ["-xerror"] + threads } else { [] }
    }

    fileprivate var videoOptions: [String] {
      switch self {
      case .nothing: ["-c:v", "wrapped_avframe"]
      case .light: ["-vf", "showinfo=checksum=0", "-c:v", "wrapped_avframe"]
      case .pixels: ["-c:v", "rawvideo"]
      }
    }
  }

  /// Decodes the streams with the given numbers; the timeline is that of `video`, when it is among them.
  func decode(_ file: OpenFile, video: Int?, others: [Int], at look: Look = .nothing) async throws -> Outcome
  {
    var arguments =
      [
        "-nostdin", "-hide_banner", "-nostats", "-progress", "pipe:2", "-stats_period", "2", "-loglevel",
        look.isLight ? "level+info" : "level+error", "-noautorotate",
      ] + look.inputOptions + Input.options
    if let video {
      arguments +=
        ["-map", "0:\(video)"] + look.videoOptions + [
          "-fps_mode", "passthrough", "-enc_time_base", ffmpeg.sourceTimeBase, "-f", "framecrc", "pipe:1",
        ]
    }
    if !others.isEmpty { arguments += others.flatMap { ["-map", "0:\($0)"] } + ["-f", "null", "-"] }
    let invocation = ToolInvocation(ffmpeg.path, arguments, limits: .init(stall: stall), priority: priority)
    let completion = try await launcher.run(invocation, input: file) { lines in
      var timeline = FrameTimeline()
      for try await line in lines { timeline.add(line) }
      return timeline
    } stderr: { lines, deadline in
      var seen: (count: Int, first: String?, light: DynamicMetadata) = (0, nil, DynamicMetadata())
      var reached: Substring = ""
      for try await line in lines {
        switch FFmpegLine(line) {
        case .progress(let key, let value) where key == "out_time_us" && value != reached:
          reached = value
          deadline.progressed()
        case .progress, .sideData: break
        case .frame: seen.light.addPicture()
        case .dynamicMetadata(let words): seen.light.add(words)
        // At that level much is said that is no complaint.
        case .other where look.isLight: break
        case .error, .other:
          seen.count += 1
          seen.first = seen.first ?? String(decoding: line, as: UTF8.self)
        }
      }
      return seen
    }
    if case .stalled(let limit) = completion.cause {
      throw Reason(.stalled, "decoding '\(file.path)' made no progress for \(limit) and was ended")
    }
    if let killed = Reason.killed("ffmpeg", completion.exit) { throw killed }
    var outcome = Outcome(
      timeline: completion.stdout, light: completion.stderr.light, errors: completion.stderr.count,
      firstError: completion.stderr.first)
    if !completion.succeeded, outcome.errors == 0 {
      (outcome.errors, outcome.firstError) = (1, "ffmpeg ended with \(completion.exit)")
    }
    return outcome
  }
}
