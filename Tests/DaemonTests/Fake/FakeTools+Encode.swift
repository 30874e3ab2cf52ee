import API
import Media

@testable import Daemon
@testable import Encoding
@testable import Planning
@testable import Platform

extension FakeTools: MediaEncoding, ResultFinishing {
  func encode(
    _ arguments: [String], of plan: Plan, source: OpenFile, segments: OpenFile?, destination: OpenFile,
    limit: Int64?, seeks: Bool, progress: @escaping @Sendable (EncodeProgress, Int64) async throws -> Void
  ) async throws -> EncodedSegment {
    let (film, name) = (try FakeFilm(source), source.path.nameText)
    let piece = Segment.all(of: plan).first { piece in
      (0...64).contains { piece.arguments(plan, threads: $0) == arguments }
    }
    let call: Call =
      segments != nil && arguments == plan.division?.joining
      ? .join
      : .encode(
        name, segment: piece?.segment?.number, with: plan.encoder,
        attempt: record.attempts(of: name, piece?.segment?.number) + 1)
    record.add(call)
    try await before(call)

    // Frame n is shown at n.
    let own = piece?.segment.map { Int($0.stretch.first)..<Int($0.stretch.last) + 1 } ?? film.frames.indices
    let next = piece?.segment.flatMap { segment in
      plan.division?.segments.dropFirst(segment.number + 1).first.map { $0.head.pictures }
    }
    var made = try result(of: film, plan)
    made.frames = Array(film.frames[own])
    if call == .join, let segments { made.frames = try joined(segments, plan) }
    change(call, &made)
    let size = Int(Double(film.info.container.size) * share * Double(own.count) / Double(film.frames.count))
    try destination.write(made.bytes(size))
    var report = EncodeProgress()
    (report.frames, report.fps) = (own.count, 1000)
    let bytes = try destination.status().size
    try await progress(report, bytes)
    if bytes > limit ?? plan.expectation.maxBytes {
      throw Reason(.insufficientSavings, "the result has outgrown max_size_ratio: \(bytes) bytes")
    }
    return EncodedSegment(
      timeline: film.timeline(own.lowerBound..<min(film.frames.count, own.upperBound + (next ?? 0))),
      light: DynamicMetadata(),
      thumbnails: film.thumbnails((piece?.samples ?? []).map { $0 + own.lowerBound }), bytes: bytes,
      usage: ToolUsage(cpuSecs: 0, peakBytes: 1 << 20), notes: [])
  }

  func finish(_ result: OpenFile, of expected: Expectation, from source: OpenFile) async throws {
    try await before(.finish)
  }

  func sample(_ plan: Plan, source: OpenFile, at start: Double, limit: Duration) async throws -> (
    frames: Int, secs: Double
  ) { (100, 1) }

  private func joined(_ directory: OpenFile, _ plan: Plan) throws -> [UInt32] {
    let directory = try DirectoryHandle(directory.path)
    return try (plan.division?.segments ?? []).flatMap {
      try FakeFilm(directory.open(Array(SegmentPlan.name($0.number).utf8))).frames
    }
  }

  /// Returns the film that a correct encoder and muxer make of a film.
  private func result(of film: FakeFilm, _ plan: Plan) throws -> FakeFilm {
    var made = film
    made.info.streams[plan.expectation.videoIndex].codec = plan.expectation.videoCodec
    made.info.streams[plan.expectation.videoIndex].pixelFormat = "yuv420p10le"
    made.info.container.tags[plan.expectation.tag.name] = plan.expectation.tag.value
    return made
  }
}
