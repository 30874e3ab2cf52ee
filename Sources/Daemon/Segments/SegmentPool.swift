import API
import Configuration
import Encoding
import Ledger
import Media
import Planning
import Platform
import Verification

/// A piece that could not be made, and why.
struct SegmentFailure: Error {
  let piece: Segment
  let reason: Reason
}

/// Makes the pieces of one job, as many at a time as the machine has room for, and joins them.
struct SegmentPool: Sendable {
  let assignment: Runner.Assignment
  let shelf: SegmentStore
  let tools: MediaTools
  let budget: ResourceLimiter
  let ledger: Ledger
  let reporter: ProgressReporter
  /// The resources that each piece uses. It has twice the threads that it is counted for, so that no core is
  /// idle when there are fewer pieces left than cores; and all have as many, since libaom's sequence headers
  /// differ with them.
  private let cores: Int, threads: Int, memory: Int64
  /// How many bytes of the source each segment has, by its number: what has more of them takes longer.
  private let weights: [Int: Int]

  init(
    _ assignment: Runner.Assignment, _ shelf: SegmentStore, _ tools: MediaTools, _ budget: ResourceLimiter,
    _ ledger: Ledger,
    _ reporter: ProgressReporter, pieces: Int
  ) async throws {
    (self.assignment, self.shelf, self.tools) = (assignment, shelf, tools)
    (self.budget, self.ledger, self.reporter) = (budget, ledger, reporter)
    let row = EncoderRow.named(assignment.plan.encoder)
    let megapixels = Self.megapixels(assignment.media.videos[0])
    func memory(_ threads: Int) async throws -> Int64 {
      try await ledger.peakBytes(of: assignment.plan.encoder, megapixels: megapixels, threads: threads)
        ?? (ByteCount(row?.bytesPerMegapixel ?? 1 << 30) * Int64(megapixels)).count
    }
    let useful = pieces > 1 ? row?.usefulThreads ?? 1 : Machine.cores
    cores = budget.threads(useful: useful, pieces: pieces, memory: try await memory(useful))
    threads = pieces > 1 ? max(cores, min(2 * cores, Machine.cores)) : cores
    self.memory = try await memory(threads)
    weights = Self.weights(assignment)
  }

  private static func weights(_ assignment: Runner.Assignment) -> [Int: Int] {
    let video = assignment.media.packets?.streams[assignment.media.videos[0].index]
    let pictures = video?.pictures ?? FrameTable()
    var (weights, next) = ([Int: Int](), 0)
    for segment in assignment.plan.division?.segments ?? [] {
      while next < pictures.count, pictures[next].time <= segment.stretch.last {
        weights[segment.number] = (weights[segment.number] ?? 0).saturatingAdd(pictures[next].size)
        next += 1
      }
    }
    return weights
  }

  private var plan: Plan { assignment.plan }
  private var video: MediaStream { assignment.media.videos[0] }

  /// Makes what is missing, and returns all. Throws `CancellationError` when something had to be left for another time, `SegmentationFailed` when
  /// the plan's segments are not to be had, a `SegmentFailure`, or a `Reason` when there is no use in going on.
  func make(_ missing: [Segment], after finished: [Int: FinishedSegment]) async throws -> [Int:
    FinishedSegment]
  {
    for number in finished.keys { try compare(number, finished) }
    if missing.isEmpty { return finished }
    let (stop, source) = (GracefulShutdown.current, try await source())
    return try await stop.holding(.seconds(assignment.library.pace.finishSegmentSecs)) {
      try await withThrowingTaskGroup(of: (Int, FinishedSegment)?.self) { group in
        for piece in missing {
          group.addTask { try await makeInTurn(piece, from: source, stop).map { (piece.number, $0) } }
        }
        var forecast = forecast
        for known in finished.values { forecast.add(known) }
        var (all, isWhole) = (finished, true)
        for try await next in group {
          guard let (number, known) = next else {
            isWhole = false
            continue
          }
          all[number] = known
          try compare(number, all)
          if finished.isEmpty, FinishedSegment.odd(among: all) != nil { throw SegmentationFailed.headers }
          forecast.add(known)
          if all.count < finished.count + missing.count,
            let cause = forecast.lostCause(limit: plan.expectation.maxBytes)
          {
            throw Reason(.insufficientSavings, "the result would outgrow max_size_ratio: \(cause)")
          }
        }
        guard isWhole else { throw CancellationError() }
        return all
      }
    }
  }

  /// Returns the source of the pieces: the original, or its video in another container, picture by picture the same.
  private func source() async throws -> OpenFile {
    guard let remuxing = plan.division?.remuxing else { return assignment.source }
    let name = Array(WorkDirectory.remuxed.utf8)
    try shelf.directory.remove(name)
    let file = try shelf.directory.create(name)
    _ = try await tools.encoder.encode(
      remuxing, of: plan, source: assignment.source, destination: file,
      limit: (ByteCount(assignment.seen.size) * 2).count
    ) { _, bytes in try await assignment.space.look(written: bytes) }
    let found = try await tools.prober.packets(of: file, video: 0).streams[0]?.pictures ?? FrameTable()
    let wanted = assignment.media.packets?.streams[video.index]?.pictures ?? FrameTable()
    guard found.count == wanted.count, zip(found, wanted).allSatisfy({ $0.time == $1.time }) else {
      throw SegmentationFailed(detail: "its pictures have other times in another container")
    }
    return file
  }

  /// Holds the pictures at both edges of a piece against its neighbours', as far as these are finished.
  private func compare(_ number: Int, _ finished: [Int: FinishedSegment]) throws(SegmentationFailed) {
    for next in (plan.division?.segments ?? []).dropFirst(number).prefix(2) {
      guard let own = finished[next.number], let previous = finished[next.number - 1] else { continue }
      if let harm = next.harm(own, after: previous) { throw SegmentationFailed(detail: harm) }
    }
  }

  private var forecast: SizeForecast {
    let copied = plan.expectation.streams.sum { $0.packets?.bytes ?? 0 }
    return SizeForecast(
      pictures: assignment.media.packets?.streams[video.index]?.count ?? 0, fixed: copied)
  }

  /// Makes one piece when there is room for it; nil when everything is to end and it would take too long.
  private func makeInTurn(_ piece: Segment, from source: OpenFile, _ stop: GracefulShutdown) async throws
    -> FinishedSegment?
  {
    try await budget.taking(need(piece)) {
      if stop.isRequested { return nil }
      do {
        return try await stop.finishing { try await makeRight(piece, from: source, stop) }
      } catch is TooLong {
        try shelf.directory.remove(Array(WorkDirectory.part(piece.name).utf8))
        await reporter.drop(piece.number)
        return nil
      } catch let reason as Reason where reason.code == .encoderFailed {
        // Whose fault was it? A source that does not decode by itself cannot be shown to be kept.
        let check = SourceCheck(decoder: tools.decoder)
        if let damage = try await check.damage(of: assignment.source, video: video.index) {
          throw Reason(.sourceDamaged, "the source itself \(damage)")
        }
        throw SegmentFailure(piece: piece, reason: reason)
      } catch let reason as Reason {
        throw SegmentFailure(piece: piece, reason: reason)
      }
    }
  }

  /// A segment that shows other pictures is encoded once more: whatever did that may not do it again.
  private func makeRight(_ piece: Segment, from source: OpenFile, _ stop: GracefulShutdown) async throws
    -> FinishedSegment
  {
    do { return try await make(piece, from: source, stop) } catch let reason as Reason
      where reason.code == .verificationFailed
    {
      FaultPoint.reach("segment-wrong")
      await reporter.note("segment \(piece.number) was encoded again: \(reason.detail)")
      return try await make(piece, from: source, stop)
    }
  }

  private func make(_ piece: Segment, from source: OpenFile, _ stop: GracefulShutdown) async throws
    -> FinishedSegment
  {
    let part = Array(WorkDirectory.part(piece.name).utf8)
    try shelf.directory.remove(part)
    let file = try shelf.directory.create(part)
    FaultPoint.reach("segment-begun")
    let encoded = try await tools.encoder.encode(
      piece.arguments(plan, threads: threads), of: plan, source: source,
      destination: file, seeks: piece.segment?.seek != nil
    ) { report, bytes in
      let all = await reporter.report(report, bytes: bytes, of: piece.number)
      if stop.isRequested { try leave(piece, report) }
      try await assignment.space.look(written: all)
    }
    for text in encoded.notes { await reporter.note(text) }
    if piece.segment == nil { try await finish(file) }
    // The next segment's first pictures have been told as well.
    let (timeline, next) = encoded.timeline.split(at: piece.segment?.stretch.after)
    try await consult(piece, file)
    let samples = FrameSamples(piece.samples, encoded.thumbnails)
    var headers = ""
    if let segment = piece.segment {
      if let difference = segment.difference(from: timeline) { throw SegmentationFailed(detail: difference) }
      headers = try await SegmentCheck(prober: tools.prober, decoder: tools.decoder).headers(
        of: file, timeline: timeline, samples: samples,
        by: PictureCheck(width: video.width ?? 0, height: video.height ?? 0))
    }
    let known = FinishedSegment(
      timeline: timeline, next: next, light: encoded.light, headers: headers, bytes: encoded.bytes,
      samples: samples)
    try await shelf.put(piece, file, known, of: plan)
    try await ledger.note(
      peakBytes: encoded.usage.peakBytes, of: plan.encoder, megapixels: Self.megapixels(video),
      threads: threads)
    await reporter.finish(piece.number, frames: timeline.times.count, bytes: encoded.bytes)
    let rest = assignment.library.pace.restSecs
    if rest > 0 { try await stop.pause(.seconds(rest)) }
    return known
  }

  /// Has the other decoders of the codec look at what an encoder made; what is of another codec the verification finds.
  private func consult(_ piece: Segment, _ file: OpenFile) async throws {
    let (place, codec) = (piece.segment == nil ? plan.expectation.videoIndex : 0, plan.expectation.videoCodec)
    let made = try? await tools.prober.info(of: file).streams.first { $0.index == place }?.codec
    try Task.checkCancellation()
    guard made == codec,
      let why = try await tools.decoder.objection(to: file, video: place, codec: codec)
    else { return }
    throw Reason(.encoderFailed, "what \(plan.encoder) made \(why)")
  }

  /// Everything is to end: goes on only with what is nearly done.
  private func leave(_ piece: Segment, _ report: EncodeProgress) throws(TooLong) {
    let pictures = piece.pictures ?? assignment.media.packets?.streams[video.index]?.count ?? 0
    // Until the first picture is through, nobody knows; whoever asked waits for no longer than that in any case.
    guard report.fps > 0 else { return }
    let secs = (Double(pictures) - Double(report.frames)) / report.fps
    if secs > assignment.library.pace.finishSegmentSecs { throw TooLong() }
  }

  private struct TooLong: Error {}

  /// Rounded up.
  private static func megapixels(_ video: MediaStream) -> Int {
    let pixels = (video.width ?? 0).saturatingMultiply(video.height ?? 0)
    return max(1, pixels.saturatingAdd(999_999) / 1_000_000)
  }

  private func need(_ piece: Segment) -> ResourceLimiter.Need {
    ResourceLimiter.Need(
      cores: cores, memory: memory,
      disk: Machine.rotatingDisk(under: assignment.seen.device), length: weights[piece.number] ?? .max)
  }

  /// A piece's command as a person can run it.
  func command(_ piece: Segment, again result: Path) -> ShellCommand {
    Plan.command(
      tools.ffmpeg.path, piece.arguments(plan, threads: threads), source: assignment.path,
      result: result)
  }

  /// Makes the result of all segments and of everything else that the source has.
  func join(_ pieces: [FinishedSegment], _ division: SegmentPlan) async throws -> OpenFile {
    let (list, result) = (Array(SegmentPlan.listName.utf8), Array(WorkDirectory.result.utf8))
    for name in [list, result] { try shelf.directory.remove(name) }
    try shelf.directory.create(list).write(division.list)
    let file = try shelf.directory.create(result)
    do {
      _ = try await tools.encoder.encode(
        division.joining, of: plan, source: assignment.source, segments: shelf.directory.file,
        destination: file
      ) { _, bytes in
        try await assignment.space.look(written: bytes.saturatingAdd(pieces.sum { $0.bytes }))
      }
    } catch let reason as Reason where [.encoderFailed, .timestamps].contains(reason.code) {
      throw SegmentationFailed(detail: "its segments cannot be joined: \(reason.detail)")
    }
    try await finish(file)
    return file
  }

  private func finish(_ result: OpenFile) async throws {
    try await tools.finisher.finish(result, of: plan.expectation, from: assignment.source)
  }
}

extension SizeForecast {
  fileprivate mutating func add(_ piece: FinishedSegment) {
    add(bytes: piece.bytes, pictures: piece.timeline.times.count)
  }
}
