import API
import Configuration
import Media
import Planning
import Platform

/// Finds out whether an encoder really works here, by encoding something and decoding it again.
///
/// `-encoders` only lists what was compiled in, not what runs. Hardware must also give two sizes for two qualities:
/// there are drivers that take the number and pay no heed to it.
public struct EncoderTrial: Sendable {
  private static let frames = 12
  let launcher: Launcher
  let ffmpeg: FFmpegTool
  let priority: Priority
  /// Decodes a small file by the very check that jobs use: how many frames came out, and the first complaint.
  let decode: @Sendable (OpenFile) async throws -> (count: Int, complaint: String?)

  /// The result of a trial.
  public struct Finding: Hashable, Sendable {
    /// Nil when the encoder works.
    public var whyNot: String?
    /// Its own version, where it tells it.
    public var version: String?
  }

  /// Tries with one ffmpeg; the small results are kept in memory.
  public init(
    launcher: Launcher, ffmpeg: FFmpegTool, priority: Priority,
    decode: @escaping @Sendable (OpenFile) async throws -> (count: Int, complaint: String?)
  ) {
    (self.launcher, self.ffmpeg, self.priority, self.decode) = (launcher, ffmpeg, priority, decode)
  }

  /// Tries one encoder.
  public func finding(_ encoder: EncoderRow) async throws -> Finding {
    let first = try await once(encoder, crf: 20)
    guard first.finding.whyNot == nil, encoder.device != nil else { return first.finding }
    let second = try await once(encoder, crf: 40)
    guard second.finding.whyNot == nil else { return second.finding }
    var finding = first.finding
    if first.size == second.size {
      finding.whyNot =
        "it takes no heed of the quality: two test encodes, of high and of low quality, both have \(first.size) bytes"
    }
    return finding
  }

  private func once(_ encoder: EncoderRow, crf: Int) async throws -> (finding: Finding, size: Int64) {
    let file = try OpenFile.inMemory("condense-trial")
    let format = encoder.pixelFormat(for: "yuv420p") ?? "yuv420p"
    let encode = try await run(
      encoder.deviceOptions + ["-f", "lavfi", "-i", "testsrc2=size=320x192:rate=25"]
        + ["-frames:v", "\(Self.frames)", "-vf", encoder.filters(for: format).joined(separator: ",")]
        + encoder.arguments(encoder.trial(crf: crf), stream: 0, talks: true)
        + ["-f", "matroska", Input.output], for: encoder.device, input: nil, output: file)
    let version = encode.stderr
    guard encode.succeeded else {
      return (
        Finding(
          whyNot:
            "a test encode ended with \(encode.exit): \(lastLine(encode.errorTail))\(missing(encoder.device))",
          version: version),
        0
      )
    }
    let (back, complaint) = try await decode(file)
    let isWhole = back == Self.frames && complaint == nil
    return (
      Finding(
        whyNot: isWhole
          ? nil : "of \(Self.frames) frames encoded, \(back) came back\(complaint.map { ": \($0)" } ?? "")",
        version: version), try file.status().size
    )
  }

  /// Returns the first thing that a person would want to know about a device that did not open.
  private func missing(_ device: EncoderDevice?) -> String {
    let present = GraphicsDevices()
    return switch device {
    case .dri where present.renderNodes.isEmpty: "; there is no /dev/dri/renderD* here"
    case .nvidia where present.nvidiaNodes.isEmpty: "; there is no /dev/nvidia* here"
    case nil, .dri, .nvidia: ""
    }
  }

  /// Runs ffmpeg, and returns frames and the version that an encoder printed.
  private func run(_ arguments: [String], for device: EncoderDevice?, input: OpenFile?, output: OpenFile?)
    async throws -> ToolCompletion<FrameTimeline, String?>
  {
    // SVT-AV1 tells its version from level 3 on, the others where ffmpeg does.
    let invocation = ToolInvocation(
      ffmpeg.path, ["-nostdin", "-hide_banner", "-y", "-nostats", "-loglevel", "level+info"] + arguments,
      environment: ["SVT_LOG": "3"], limits: .init(wallClock: .seconds(60)), priority: priority
    ).allowing(device)
    return try await launcher.run(invocation, input: input, output: output) { lines in
      var timeline = FrameTimeline()
      for try await line in lines { timeline.add(line) }
      return timeline
    } stderr: { lines, _ in
      var version: String?
      for try await line in lines {
        version = version ?? Self.version(in: String(decoding: line, as: UTF8.self))
      }
      return version
    }
  }

  /// As in `SVT [version]: SVT-AV1 Encoder Lib v1.4.1`, `x265 [info]: HEVC encoder version 3.5+1-f0c1022b6` and
  /// `[libaom-av1 @ 0x55] [info] v3.6.0`; rav1e and hardware do not tell.
  static func version(in line: String) -> String? {
    let marks = ["SVT-AV1 Encoder Lib v", "HEVC encoder version "]
    let aom = line.hasPrefix("[libaom-av1") ? ["[info] v"] : []
    for mark in marks + aom {
      guard let place = line.firstRange(of: mark)?.upperBound else { continue }
      let word = line[place...].prefix { !$0.isWhitespace }
      return word.first?.isNumber == true ? String(word) : nil
    }
    return nil
  }
}
