import API
import Configuration
import Delivery
import Discovery
import Ledger
import Media
import Planning
import Platform

extension Core {
  /// Works through the queues, library by library, each in its own order.
  func drain(_ survey: Survey, on desk: Desk) async throws {
    for library in config.libraries where library.blockedBy.isEmpty {
      while let record = try await ledger.next(
        in: library.name, .init(library.rules.order), outside: survey.offline)
      {
        try Task.checkCancellation()
        try await process(record, library, again: force, on: desk)
      }
    }
  }

  /// Waits until a young file has settled, as long as it does not change meanwhile, and decides about it.
  func settle(_ item: Survey.Pending, on desk: Desk) async throws {
    let wait = FileGates.unsettled(item.candidate.status, nowNs: Timestamp.nowNs(), item.library.rules)
    try await Task.sleep(for: .seconds(wait), clock: .suspending)
    var record: FileRecord
    if let now = try? FileStatus.of(item.candidate.path), now.sameContent(as: item.candidate.status) {
      record = try await decider.decide(item.candidate, item.library, item.basis).record
    } else {
      record = settling(item)
    }
    try await desk.file(record, item.library)
  }

  /// A file that has to stay as it is for longer.
  func settling(_ item: Survey.Pending) -> FileRecord {
    FileRecord(
      path: item.candidate.path, library: item.library.name, identity: Identity(item.candidate.status),
      basis: item.basis, state: .settling,
      reason: Reason(
        .unstable, "it changed within settle_secs (\(item.library.rules.settleSecs)); it is looked at again"))
  }

  /// Takes one file from the queue: a last close look, then its job. `again` makes a job also where the last
  /// one, with the same plan, came to nothing.
  func process(_ queued: FileRecord, _ library: Library, again: Bool, on desk: Desk) async throws {
    var record = queued
    if let obstacle = try await Replacer(ledger: ledger).obstacle(at: record.path) {
      return try await leave(&record, obstacle, library, on: desk)
    }
    let candidate: Candidate
    do { candidate = try Walker.candidate(record.path, in: territory()) } catch {
      return try await leave(&record, Failure.reason(error), library, on: desk)
    }
    // Hours may have gone by since it was queued.
    if let reason = FileGates.refusal(
      candidate.status, marked: candidate.marked, library.rules, nowNs: Timestamp.nowNs())
    {
      return try await leave(&record, reason, library, on: desk)
    }
    guard record.identity.isContent(of: candidate.status) else {
      return try await leave(&record, Decider.changing, library, on: desk)
    }
    try await attempt(&record, candidate, library, again: again, on: desk)
  }

  /// Makes jobs until one comes to an end that is not the encoder's fault; the encoders take their turns.
  private func attempt(
    _ record: inout FileRecord, _ candidate: Candidate, _ library: Library, again: Bool, on desk: Desk
  ) async throws {
    var excluded: Set<String> = []
    var first: Int64?
    while true {
      let decision = try await decider.inspect(
        candidate, library, fingerprint: record.fingerprint, excluding: excluded)
      guard case .encode(let plan) = decision.verdict, let media = decision.media,
        let source = decision.source
      else {
        // Without another encoder the first one's failure stands.
        if !excluded.isEmpty { return try await close(&record, library) }
        let reason = decision.reason ?? Reason(.probeFailed, "no decision was made")
        return try await leave(&record, reason, library, on: desk)
      }
      let planned = try first ?? DecisionBasis.of(plan)
      first = planned
      if !again, excluded.isEmpty, let outcome = record.outcome, outcome.stands(planned, record.basis.tools) {
        record.settle(on: outcome.reason)
        return try await desk.file(record, library)
      }
      let runner = Runner(
        config: config, ledger: ledger, tools: try await tools.box().at(library.priority), observer: observer)
      let (job, now) = try await runner.run(
        .init(
          path: record.path, library: library, plan: plan, media: media, source: source.file,
          seen: source.status))
      await desk.enter(job)
      if let now { return try await own(&record, now, job) }
      let reason = job.reason ?? Reason(.ioError, "the job gave no reason")
      record.outcome = .init(plan: planned, tools: record.basis.tools, reason: reason)
      record.settle(on: reason)
      guard reason.code == .encoderFailed else { return try await close(&record, library) }
      excluded.insert(plan.encoder)
      try await giveUp(plan.encoder, record.path)
    }
  }

  /// Notes that an encoder failed in a job, and whether it still works at all.
  private func giveUp(_ encoder: String, _ path: Path) async throws {
    let works = try await tools.box().retry(encoder, ledger)
    try await ledger.record(
      Event(
        .encoderFailed, path: path,
        detail: "\(encoder) failed here and \(works ? "still passes" : "no longer passes") its test encode"))
  }

  private func close(_ record: inout FileRecord, _ library: Library) async throws {
    Desk.explain(&record, library.rules)
    try await ledger.save(record)
  }

  private func leave(_ record: inout FileRecord, _ reason: Reason, _ library: Library, on desk: Desk)
    async throws
  {
    record.settle(on: reason)
    try await desk.file(record, library)
  }

  /// Writes down that what has the name now is our own, and by what it is known wherever it goes.
  private func own(_ record: inout FileRecord, _ now: FileStatus, _ job: JobView) async throws {
    record.identity = Identity(now)
    (record.state, record.outcome, record.fingerprint) = (.skipped, nil, nil)
    record.reason = Reason(
      .alreadyCondensed, "job \(job.id) made it, \(job.savedBytes ?? 0) bytes smaller than its source")
    if record.hasSidecar { WhySidecar.remove(beside: record.path) }
    record.hasSidecar = false
    if let file = try? OpenFile.open(record.path, for: .read),
      let media = try? await tools.box().prober.info(of: file)
    {
      let fingerprint = try Fingerprint.of(file, duration: media.container.duration)
      try await ledger.save(media: try JSON.line(media), of: fingerprint)
      record.fingerprint = fingerprint
    }
    try await ledger.save(record)
  }
}

extension FileRecord {
  /// The state that follows from a reason: a job that saved too little was a decision, not a fault.
  fileprivate mutating func settle(on reason: Reason) {
    self.reason = reason
    state =
      switch reason.code {
      case .unstable: .settling
      case .insufficientSavings: .skipped
      default: outcome?.reason == reason ? .failed : .skipped
      }
  }
}

extension FileRecord.Outcome {
  /// Whether the same plan would come to the same again: too little saved whatever the tools' build, a failure
  /// with the same tools.
  fileprivate func stands(_ plan: Int64, _ tools: Int64) -> Bool {
    self.plan == plan && !reason.code.isTransient
      && (reason.code == .insufficientSavings || self.tools == tools)
  }
}

extension Ledger.Order {
  fileprivate init(_ order: Configuration.Order) {
    switch order {
    case .oldest: self = .oldest
    case .newest: self = .newest
    case .largest: self = .largest
    case .name: self = .name
    }
  }
}
