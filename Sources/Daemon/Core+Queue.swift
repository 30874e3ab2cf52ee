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
  func drain(_ survey: Survey, _ territory: Territory, on desk: Desk) async throws {
    for (index, library) in config.libraries.enumerated() where library.blockedBy.isEmpty {
      var left = 0
      while true {
        let batch = try await ledger.queue(of: library.name, .init(library.rules.order), after: left)
        if batch.isEmpty { break }
        for path in batch {
          try Task.checkCancellation()
          guard let record = try await ledger.file(path), record.state == .queued else { continue }
          if territory.owner(of: path, isTaken: true)?.library == index {
            try await process(record, library, in: territory, again: force, on: desk)
          } else if survey.offlineLibraries.contains(index) {
            left += 1
          } else {
            // Its library, its root or its patterns are not what they were when it was queued.
            try await retire([path.name], in: path.parent)
          }
        }
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
  /// one, with the same plan, came to nothing. One file's trouble is its own.
  func process(
    _ queued: FileRecord, _ library: Library, in territory: Territory, again: Bool, on desk: Desk
  ) async throws {
    var record = queued
    do {
      if let obstacle = try await Replacer(ledger: ledger).obstacle(at: record.path) { throw obstacle }
      let candidate = try Walker.candidate(record.path, in: territory)
      // Hours may have gone by since it was queued.
      if let reason = FileGates.refusal(
        candidate.status, marked: candidate.marked, library.rules, nowNs: Timestamp.nowNs())
      {
        throw reason
      }
      guard candidate.path == record.path, record.identity.isContent(of: candidate.status) else {
        throw Decider.changing
      }
      if !again, let reason = try await decider.standing(record, candidate.place, library) { throw reason }
      try await attempt(&record, candidate, library, on: desk)
    } catch let reason as Reason {
      try await leave(&record, reason, library, on: desk)
    } catch let error as SystemError {
      try await leave(&record, Failure.reason(error), library, on: desk)
    }
  }

  /// Makes jobs until one comes to an end that is not the encoder's fault; the encoders take their turns.
  private func attempt(
    _ record: inout FileRecord, _ candidate: Candidate, _ library: Library, on desk: Desk
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
      guard Lease(on: source.file).answer != .inUse else {
        throw Reason(.inUse, "another program has it open; it will be tried again later")
      }
      let planned = try first ?? DecisionBasis.of(plan)
      first = planned
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
      let media = try? await tools.box().prober.info(of: file),
      let fingerprint = try? Fingerprint.of(file, duration: media.container.duration)
    {
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
