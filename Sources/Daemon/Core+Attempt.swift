import API
import Configuration
import Delivery
import Discovery
import Ledger
import Media
import Planning
import Platform

extension Core {
  /// Makes jobs until one comes to an end that is not the encoder's fault; the encoders take their turns.
  func attempt(
    _ record: inout FileRecord, _ candidate: Candidate, _ library: Library, on desk: DecisionRecorder
  ) async throws {
    var excluded: Set<String> = []
    var first: Int64?
    while true {
      let decision = try await decider.inspect(candidate, library, excluding: excluded)
      guard case .encode(let plan) = decision.verdict, let media = decision.media,
        let source = decision.source
      else {
        // Without another encoder the first one's failure stands.
        if !excluded.isEmpty { return try await close(&record, library) }
        throw decision.reason ?? Reason(.probeFailed, "no decision was made")
      }
      if let obstacle = try obstacle(to: plan, of: record.path) { throw obstacle }
      let notes = try await lookForOthers(source.file)
      let planned = try first ?? CacheKey.of(plan)
      first = planned
      let runner = Runner(
        config: config, ledger: ledger, tools: try await mediaTools.tools().at(library.priority),
        budget: budget,
        observer: observer)
      let (path, size) = (record.path, source.status.size)
      let need = try await need(plan, of: path, size: size, library)
      let (job, now) = try await space.reserving(need) { watch in
        try await runner.run(
          .init(
            path: path, library: library, plan: plan, media: media, source: source.file,
            seen: source.status, space: watch, notes: notes))
      }
      let reason = job.reason ?? Reason(.ioError, "the job gave no reason")
      // A job that waits is not over.
      if !job.status.isFinal {
        // Some of it may be finished by now.
        let rest = try await self.need(plan, of: path, size: size, library)
        if reason.code == .lowSpace, let shortage = try await space.shortage(rest) { throw shortage }
        throw reason
      }
      await desk.enter(job)
      if let now { return try await own(&record, now, plan.destination(of: record.path), job) }
      record.outcome = .init(plan: planned, tools: record.basis.tools, reason: reason)
      try await remember(media, of: record)
      record.settle(on: reason, nowNs: Timestamp.nowNs())
      guard reason.code == .encoderFailed else { return try await close(&record, library) }
      excluded.insert(plan.encoder)
      try await giveUp(plan.encoder, record.path)
    }
  }

  /// Keeps what the plan was made from: from less than its pictures say, another plan may come.
  private func remember(_ media: MediaInfo, of record: FileRecord) async throws {
    var media = media
    media.packets = nil
    try await remember([(record, media)])
  }

  /// Spares a close look at a file that another program has open, which may be long and is for later anyway.
  func lookForUse(_ candidate: Candidate) throws {
    let occupancy = FileUse(of: try OpenFile.open(candidate.path, for: .read))
    if case .inUse = occupancy.answer { throw Self.inUse(occupancy.detail) }
  }

  private static func inUse(_ detail: String) -> Reason {
    Reason(.inUse, "\(detail); it is tried again later")
  }

  /// Makes sure that nobody else has the file open; returns what could not be found out about that.
  private func lookForOthers(_ file: OpenFile) async throws -> [String] {
    let occupancy = FileUse(of: file)
    let (answer, detail) = (occupancy.answer, occupancy.detail)
    switch answer {
    case .alone: return []
    case .inUse: throw Self.inUse(detail)
    case .unknowable:
      let note = "whether another program has it open cannot be known: \(detail)"
      try await ledger.record(Event(.inUseUnknown, path: file.path, detail: note), telling: observer)
      return [note]
    }
  }

  /// Notes that an encoder failed in a job, and whether it still works at all.
  private func giveUp(_ encoder: String, _ path: Path) async throws {
    let works = try await mediaTools.tools().retry(encoder, ledger)
    try await ledger.record(
      Event(
        .encoderFailed, path: path,
        detail: "\(encoder) failed here and \(works ? "still passes" : "no longer passes") its test encode"),
      telling: observer)
  }

  private func close(_ record: inout FileRecord, _ library: Library) async throws {
    DecisionRecorder.explain(&record, library)
    try await ledger.save(record)
  }

  /// Writes down that what has the name now is our own, and by what it is known wherever it goes.
  private func own(_ record: inout FileRecord, _ now: FileStatus, _ destination: Path, _ job: JobView)
    async throws
  {
    if destination != record.path {
      try await retire([record.path.name], in: record.path.parent)
      (record.path, record.hasSidecar) = (destination, false)
    }
    record.identity = Identity(now)
    (record.state, record.outcome, record.fingerprint, record.setbacks) = (.skipped, nil, nil, RetryState())
    record.reason = Reason(
      .alreadyCondensed, "job \(job.id) made it, \(job.savedBytes ?? 0) bytes smaller than its source")
    if record.hasSidecar { WhySidecar.remove(beside: record.path) }
    record.hasSidecar = false
    if let file = try? OpenFile.open(record.path, for: .read),
      let media = try? await mediaTools.tools().prober.info(of: file),
      let fingerprint = try? Fingerprint.of(file, duration: media.container.duration)
    {
      try await ledger.save(media: [(fingerprint, try JSON.line(media))])
      record.fingerprint = fingerprint
    }
    try await ledger.save(record)
    // Where originals are not kept at all, this one's time is up already.
    try await retention.purgeDue(of: job.id)
  }
}

extension FileRecord {
  /// The state that follows from a reason: a job that saved too little was a decision, not a fault, and who waits
  /// has not failed. What may pass by itself is counted; anything else ends the count.
  mutating func settle(on reason: Reason, nowNs: Int64) {
    self.reason = reason
    if !reason.code.isTransient { setbacks = RetryState() }
    if reason.code.isTransient, !reason.code.isWaiting { setbacks.add(nowNs: nowNs) }
    state =
      switch reason.code {
      case .unstable: .settling
      case .insufficientSavings: .skipped
      case .inUse, .workDir, .lowSpace, .interrupted, .offline: .queued
      default: outcome?.reason == reason ? .failed : .skipped
      }
  }
}
