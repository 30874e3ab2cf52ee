import API
import Media
import Platform

extension Decoder {
  /// The decoders of software for codecs that have more than one in ffmpeg. Encoders have been seen to write what one of them
  /// plays and another refuses (librav1e, with a matrix that AV1 does not allow).
  private static let known = ["av1": ["libdav1d", "libaom-av1"]]

  /// Frames that each of them is to decode: a stream that breaks its format's rules does so in its headers.
  private static let frames = 8

  /// Why another decoder that is here refuses a video, as a phrase; nil when none does.
  public func objection(to file: OpenFile, video: Int, codec: String) async throws -> String? {
    guard let names = Self.known[codec] else { return nil }
    for name in try await present(among: names) {
      let invocation = ToolInvocation(
        ffmpeg.path,
        ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+error", "-xerror", "-c:\(video)", name]
          + Input.options + [
            "-map", "0:\(video)", "-frames:v", "\(Self.frames)", "-c:v", "wrapped_avframe", "-f", "null", "-",
          ], limits: .init(stall: stall), priority: priority)
      let completion = try await launcher.run(invocation, input: file) { _ in
      } stderr: { lines, _ in
        var first: String?
        for try await line in lines {
          if case .error(let text) = FFmpegLine(line) { first = first ?? text }
        }
        return first
      }
      if case .stalled(let limit) = completion.cause {
        throw Reason(.stalled, "decoding '\(file.path)' made no progress for \(limit) and was ended")
      }
      if let killed = Reason.killed("ffmpeg", completion.exit) { throw killed }
      if let complaint = completion.stderr
        ?? (completion.succeeded ? nil : "it ended with \(completion.exit)")
      {
        return "is refused by \(name): \(complaint)"
      }
    }
    return nil
  }

  /// Those of some decoders that this ffmpeg has, as `-decoders` lists them: ` V....D libdav1d  ...`.
  private func present(among names: [String]) async throws -> [String] {
    let invocation = ToolInvocation(
      ffmpeg.path, ["-hide_banner", "-decoders"], limits: .init(wallClock: .seconds(30)), priority: priority)
    let listed = try await launcher.run(invocation) { lines in
      var found: Set<String> = []
      for try await line in lines {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        if words.count > 1 { found.insert(String(words[1])) }
      }
      return found
    } stderr: { _, _ in
    }.stdout
    return names.filter(listed.contains)
  }

  /// The sound of some streams of a file, from beginning to end.
  package func sound(of streams: [Int], in file: OpenFile) async throws -> [Int: [SoundRun]] {
    try await SoundScan(launcher: launcher, ffmpeg: ffmpeg.path, priority: priority, stall: stall).runs(
      of: streams, in: file)
  }
}
