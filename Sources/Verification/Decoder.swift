import API
import Media
import Platform

/// Decodes a whole file and says what came out and what went wrong.
public struct Decoder: Sendable {
  let launcher: Launcher
  let ffmpeg: FFmpegTool
  let priority: Priority
  let stall: Duration

  /// Uses one ffmpeg; `stall` is how long it may go without a frame.
  public init(launcher: Launcher, ffmpeg: FFmpegTool, priority: Priority, stall: Duration) {
    (self.launcher, self.ffmpeg, self.priority, self.stall) = (launcher, ffmpeg, priority, stall)
  }

  /// The result of a decode.
  package struct Outcome: Sendable {
    package var timeline: FrameTimeline
    /// The HDR10+ metadata of the pictures, if they were asked for.
    package var light = DynamicMetadata()
    /// Small copies of the frames that were asked for.
    package var thumbnails = Thumbnails()
    /// How many complaints there were, and the first.
    package var errors: Int, firstError: String?

    package init(
      timeline: FrameTimeline, light: DynamicMetadata = .init(), errors: Int = 0, firstError: String? = nil
    ) {
      (self.timeline, self.light) = (timeline, light)
      (self.errors, self.firstError) = (errors, firstError)
    }
  }

  /// The properties of pictures that are looked at, beside their times.
  package enum Look: Sendable {
    case nothing
    /// Their HDR10+ metadata.
    case light
    /// Their pixels, and whether the decoder marks any as damaged; with ffmpeg's words on how threads share the work out.
    case pixels(threads: [String])

    /// From `-xerror` on ffmpeg would also end at what is no damage (`FFmpegMessage`).
    fileprivate var inputOptions: [String] { if case .pixels(let threads) = self { threads } else { [] } }

    fileprivate var level: String {
      switch self {
      case .nothing: "error"
      case .light: "info"
      case .pixels: "warning"
      }
    }

    /// Whether one complaint is enough.
    fileprivate var endsAtOnce: Bool { if case .pixels = self { true } else { false } }

    fileprivate var videoOptions: [String] {
      switch self {
      case .nothing: ["-c:v", "wrapped_avframe"]
      case .light: ["-vf", "showinfo=checksum=0", "-c:v", "wrapped_avframe"]
      case .pixels: ["-c:v", "rawvideo"]
      }
    }
  }

  /// Decodes the only video of a small file as jobs do: how many frames came out, and the first complaint.
  public func frames(of file: OpenFile) async throws -> (count: Int, complaint: String?) {
    let outcome = try await decode(file, video: 0, others: [])
    return (outcome.timeline.times.count, outcome.firstError)
  }

  /// Decodes the streams with the given numbers; the timeline is that of `video`, when it is among them, and `samples` are
  /// the numbers of its frames of which small copies are made.
  package func decode(
    _ file: OpenFile, video: Int?, others: [Int], at look: Look, samples: [Int]
  ) async throws -> Outcome {
    var arguments =
      [
        "-nostdin", "-hide_banner", "-y", "-nostats", "-progress", "pipe:2", "-stats_period", "2",
        "-loglevel",
        "level+\(look.level)", "-noautorotate",
      ] + look.inputOptions + Input.options
    if let video {
      arguments +=
        ["-map", "0:\(video)"] + look.videoOptions + [
          "-fps_mode", "passthrough", "-enc_time_base", ffmpeg.sourceTimeBase, "-f", "framecrc", "pipe:1",
        ]
      if !samples.isEmpty {
        arguments += Thumbnails.output(of: "0:\(video)", selection: Thumbnails.selection(samples))
      }
    }
    if !others.isEmpty { arguments += others.flatMap { ["-map", "0:\($0)"] } + ["-f", "null", "-"] }
    let invocation = ToolInvocation(ffmpeg.path, arguments, limits: .init(stall: stall), priority: priority)
    let thumbnails = try Thumbnails.place(for: arguments)
    let completion: ToolCompletion<FrameTimeline, Seen>
    do { completion = try await run(invocation, file, look, thumbnails) } catch let complaint as Complaint {
      return Outcome(timeline: FrameTimeline(), errors: 1, firstError: complaint.line)
    }
    if case .stalled(let limit) = completion.cause {
      throw Reason(.stalled, "decoding '\(file.path)' made no progress for \(limit) and was ended")
    }
    if let killed = Reason.killed("ffmpeg", completion.exit) { throw killed }
    let seen = completion.stderr
    var outcome = Outcome(
      timeline: completion.stdout, light: seen.light, errors: seen.count, firstError: seen.first)
    if let thumbnails { outcome.thumbnails = try Thumbnails(readingFrom: thumbnails) }
    if !completion.succeeded, outcome.errors == 0 {
      (outcome.errors, outcome.firstError) = (1, "ffmpeg ended with \(completion.exit)")
    }
    return outcome
  }

  /// ffmpeg's word on what it decoded.
  private struct Seen: Sendable {
    var count = 0, first: String?, light = DynamicMetadata()
  }

  /// A complaint after which nothing more is asked.
  private struct Complaint: Error { let line: String }

  private func run(_ invocation: ToolInvocation, _ file: OpenFile, _ look: Look, _ thumbnails: OpenFile?)
    async throws -> ToolCompletion<FrameTimeline, Seen>
  {
    try await launcher.run(invocation, input: file, directory: thumbnails) { lines in
      var timeline = FrameTimeline()
      for try await line in lines { timeline.add(line) }
      return timeline
    } stderr: { lines, deadline in
      var seen = Seen()
      var reached: Substring = ""
      for try await line in lines {
        switch FFmpegLine(line) {
        case .progress(let key, let value) where key == "out_time_us" && value != reached:
          reached = value
          deadline.progressed()
        case .progress, .sideData, .colours: break
        case .frame: seen.light.addPicture()
        case .dynamicMetadata(let words): seen.light.add(words)
        case .error(let text):
          if look.endsAtOnce { throw Complaint(line: text) }
          seen.count += 1
          seen.first = seen.first ?? text
        // Lines of libraries are nobody's word on a film, and what ffmpeg says of a container touches no frame.
        case .remark, .other: break
        }
      }
      return seen
    }
  }
}
