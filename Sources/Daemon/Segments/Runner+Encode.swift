import API
import Encoding
import Ledger
import Media
import Planning
import Platform
import Verification

extension Runner {
  /// A finished encode of a whole film.
  struct Encoded {
    /// The file.
    var result: OpenFile
    /// The source's pictures at the times that the result is to show them, and what they say of their light.
    var timeline: FrameTimeline, light: DynamicMetadata
    /// Some of them.
    var samples: FrameSamples
  }

  /// Encodes a film, going on where an earlier run had to stop, and holds the result against its plan. What cannot be had
  /// in segments is encoded in one piece.
  func produce(
    _ given: Assignment, _ job: inout JobView, _ workplace: WorkDirectory, in directory: DirectoryHandle
  ) async throws -> Encoded {
    var assignment = given
    while true {
      do {
        try await move(&job, to: .encoding)
        FaultPoint.reach("planned")
        let encoded = try await encodePieces(assignment, &job, workplace, in: directory)
        FaultPoint.reach("encoded")
        try await move(&job, to: .verifying)
        try await verify(encoded, assignment, &job)
        try await checkSource(encoded, assignment, &job)
        return encoded
      } catch let error as SegmentationFailed {
        try await note("it is encoded in one piece: \(error.detail)", assignment, &job)
        (assignment.plan.division, assignment.plan.undivided) = (nil, SegmentationFailed.mark + error.detail)
        try await save(assignment, job: job.id)
      }
    }
  }

  private func verify(_ encoded: Encoded, _ assignment: Assignment, _ job: inout JobView) async throws {
    let plan = assignment.plan
    let evidence = try await Verifier(prober: tools.prober, decoder: tools.decoder).verify(
      encoded.result, against: plan.expectation, source: assignment.source, timeline: encoded.timeline,
      light: encoded.light, samples: encoded.samples)
    job.evidence = evidence
    job.outputBytes = try encoded.result.status().size
    guard let failed = evidence.findings.first(where: { !$0.passed }) else { return }
    if evidence.size?.passed == false {
      throw Reason(.insufficientSavings, "the result was thrown away: \(failed.detail)")
    }
    if plan.division != nil {
      throw SegmentationFailed(
        detail: "the joined segments are not equivalent to the source: \(failed.detail)")
    }
    throw Reason(
      .verificationFailed, "the result is not equivalent and was thrown away: \(failed.detail)")
  }

  /// Whether what went into the encoder is what the source always shows; last, since a whole film is decoded for it.
  private func checkSource(_ encoded: Encoded, _ assignment: Assignment, _ job: inout JobView) async throws {
    let seen = try await SourceCheck(decoder: tools.decoder).compare(
      assignment.source, video: assignment.media.videos[0].index, with: encoded.timeline)
    switch seen {
    case .same(let pictures):
      job.evidence?.source = Finding(
        passed: true, detail: "\(pictures) pictures, the same when decoded again")
    case .others(let difference) where assignment.plan.division != nil:
      throw SegmentationFailed(detail: "decoded from the beginning, it \(difference)")
    case .others(let what), .damaged(let what):
      job.evidence?.source = Finding(passed: false, detail: what)
      throw Reason(.sourceDamaged, "the source itself \(what)")
    }
  }

  private func encodePieces(
    _ assignment: Assignment, _ job: inout JobView, _ workplace: WorkDirectory, in directory: DirectoryHandle
  ) async throws -> Encoded {
    let plan = assignment.plan
    let shelf = SegmentStore(
      ledger: ledger, directory: directory, job: job.id, basis: try SegmentStore.basis(assignment))
    let pieces = Segment.all(of: plan)
    var finished = try await shelf.finished(pieces, of: plan)
    if !finished.isEmpty { await observer(.told(.goesOn(job, with: finished.count, of: pieces.count))) }
    let bench = try await SegmentPool(
      assignment, shelf, tools, budget, ledger, ProgressReporter(job, assignment.media, ledger, observer),
      pieces: pieces.count)
    job.segments = .init(total: pieces.count, done: finished.count)
    await bench.reporter.begin(finished.mapValues { ($0.timeline.times.count, $0.bytes) })
    let earlier = Set(finished.keys)
    try await make(pieces, &finished, on: bench, &job, workplace)
    if let odd = FinishedSegment.odd(among: finished) {
      // The tools that made some of them differ from those that work here now: first the odd ones among the
      // earlier pieces are made again, then, if that is not enough, the other earlier ones.
      for old in [odd.intersection(earlier), earlier.subtracting(odd)] where !old.isEmpty {
        if FinishedSegment.odd(among: finished) == nil { break }
        try await shelf.forget(pieces.filter { old.contains($0.number) })
        for number in old { finished[number] = nil }
        try await make(pieces, &finished, on: bench, &job, workplace)
      }
      if FinishedSegment.odd(among: finished) != nil { throw SegmentationFailed.headers }
    }
    for text in await bench.reporter.notes { try await note(text, assignment, &job) }
    let known = pieces.compactMap { finished[$0.number] }
    var (timeline, samples) = (FrameTimeline(), FrameSamples())
    for piece in known {
      samples.append(piece.samples ?? FrameSamples(), after: timeline.times.count)
      timeline.append(piece.timeline)
    }
    try check(timeline, assignment)
    FaultPoint.reach("segments-finished")
    guard let division = plan.division else {
      let whole = try await shelf.checked(pieces)
      return Encoded(
        result: whole[0].file, timeline: timeline, light: known[0].light, samples: samples.thinned)
    }
    let checked = try await shelf.checked(pieces)
    let result = try await bench.join(known, division)
    try shelf.expectUntouched(checked)
    return Encoded(
      result: result, timeline: division.placed(timeline), light: DynamicMetadata(),
      samples: samples.thinned)
  }

  private func make(
    _ pieces: [Segment], _ finished: inout [Int: FinishedSegment], on bench: SegmentPool,
    _ job: inout JobView,
    _ workplace: WorkDirectory
  ) async throws {
    let missing = pieces.filter { finished[$0.number] == nil }
    if let first = missing.first {
      let command = bench.command(first, again: workplace.again(first.number))
      job.shellCommand = command
      await bench.reporter.runs(command)
      try await ledger.save(job)
    }
    do {
      finished = try await bench.make(missing, after: finished)
    } catch let failure as SegmentFailure {
      job.shellCommand = bench.command(failure.piece, again: workplace.again(failure.piece.number))
      throw failure.reason
    }
    job.segments?.done = finished.count
  }

  /// The decoder may show less than the container holds, and not a word about it on stderr.
  private func check(_ timeline: FrameTimeline, _ assignment: Assignment) throws {
    let video = assignment.media.videos[0]
    if let place = timeline.firstDisorder {
      throw Reason(.timestamps, "decoded frame \(place) is not later than the one before it; remux the file")
    }
    let packets = assignment.media.packets?.streams[video.index]?.count ?? 0
    // VP8 has packets that show nothing (altref frames); elsewhere a packet is a frame.
    if timeline.times.isEmpty || (video.codec != "vp8" && timeline.times.count < packets) {
      throw Reason(
        .sourceDamaged, "of its \(packets) video packets only \(timeline.times.count) could be decoded")
    }
  }

  private func note(_ text: String, _ assignment: Assignment, _ job: inout JobView) async throws {
    try await ledger.record(Event(.toolNote, path: assignment.path, detail: text), telling: observer)
    job.notes = (job.notes ?? []) + [text]
  }
}
