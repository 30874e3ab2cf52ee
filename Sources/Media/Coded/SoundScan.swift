import API
import Platform

/// Decodes sound and says of what rate and of which channels it is, from beginning to end.
public struct SoundScan: Sendable {
  private let launcher: Launcher
  private let ffmpeg: Path
  private let priority: Priority
  private let stall: Duration

  /// Uses one ffmpeg; `stall` is how long it may go without a frame.
  public init(launcher: Launcher, ffmpeg: Path, priority: Priority, stall: Duration) {
    (self.launcher, self.ffmpeg, self.priority, self.stall) = (launcher, ffmpeg, priority, stall)
  }

  /// The sound of the streams with these numbers, by their numbers. Throws a `Reason` for what cannot be read to its end.
  public func runs(of streams: [Int], in file: OpenFile) async throws -> [Int: [SoundRun]] {
    if streams.isEmpty { return [:] }
    let invocation = ToolInvocation(
      ffmpeg, Self.arguments(streams), limits: .init(stall: stall), priority: priority)
    let completion = try await withTaskExecutorPreference(MediaThreads.shared) {
      try await launcher.run(invocation, input: file) { _ in
      } stderr: { lines, deadline in
        var runs: [Int: [SoundRun]] = [:]
        for try await line in lines {
          guard let (stream, run) = Self.run(line) else { continue }
          runs[stream, default: []].add(run)
          deadline.progressed()
        }
        return runs
      }
    }
    if let failure = CodedScanner.failure(completion, "sound") { throw failure }
    return completion.stderr
  }

  /// All streams go through one graph of filters, which has one thread: so each line of the log is whole. Damaged sound is
  /// for the verification to judge.
  static func arguments(_ streams: [Int]) -> [String] {
    ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-max_error_rate", "1"]
      + Input.options
      + ["-filter_complex", streams.map { "[0:\($0)]ashowinfo@s\($0)[a\($0)]" }.joined(separator: ";")]
      + streams.flatMap { ["-map", "[a\($0)]"] } + ["-f", "null", "-"]
  }

  /// Reads a line such as `[ashowinfo@s1 @ 0x1] [info] n:0 ... chlayout:stereo rate:48000 nb_samples:1024 ...`.
  static func run(_ line: [UInt8]) -> (stream: Int, run: SoundRun)? {
    let mark = "[ashowinfo@s"
    guard line.starts(with: mark.utf8) else { return nil }
    let text = String(decoding: line, as: UTF8.self)
    guard let stream = Int(text.dropFirst(mark.count).prefix { $0.isNumber }),
      let start = text.firstRange(of: "chlayout:")?.upperBound,
      let middle = text.firstRange(of: " rate:"), let end = text.firstRange(of: " nb_samples:"),
      start <= middle.lowerBound, middle.upperBound <= end.lowerBound,
      let rate = Int(text[middle.upperBound..<end.lowerBound]),
      let samples = Int64(text[end.upperBound...].prefix { $0.isNumber })
    else { return nil }
    return (stream, SoundRun(rate: rate, layout: String(text[start..<middle.lowerBound]), samples: samples))
  }
}
