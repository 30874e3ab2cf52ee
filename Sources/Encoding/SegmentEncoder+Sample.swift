import Media
import Planning
import Platform

extension SegmentEncoder {
  /// Encodes a few seconds from the middle of a source to nowhere and says how many frames it got through in
  /// how many seconds; `limit` bounds the whole.
  public func sample(_ plan: Plan, source: OpenFile, at start: Double, limit: Duration) async throws -> (
    frames: Int, secs: Double
  ) {
    var arguments = plan.arguments
    guard let input = arguments.firstIndex(of: "-i") else { return (0, 0) }
    arguments.insert(contentsOf: ["-ss", "\(start)", "-t", "5"], at: input)
    let began = ContinuousClock.now
    let completion = try await launcher.run(
      ToolInvocation(
        ffmpeg, arguments, environment: ["SVT_LOG": "1"], limits: .init(wallClock: limit, grace: .zero),
        priority: priority),
      input: source, output: try OpenFile.inMemory("condense-sample"),
      directory: try Thumbnails.place(for: arguments)
    ) { lines in
      for try await _ in lines {}
    } stderr: { lines, _ in
      var report = EncodeProgress()
      for try await line in lines {
        if case .progress(let key, let value) = FFmpegLine(line) { _ = report.add(key: key, value: value) }
      }
      return report.frames
    }
    let secs = Double((ContinuousClock.now - began) / .milliseconds(1)) / 1000
    return (completion.stderr, secs)
  }
}
