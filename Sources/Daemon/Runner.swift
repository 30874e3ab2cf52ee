import API
import Configuration
import Delivery
import Discovery
import Encoding
import Ledger
import Media
import Planning
import Platform
import Verification

/// Carries one job through the stages; the only code that writes a job's status.
struct Runner: Sendable {
  let config: Config
  let ledger: Ledger
  let tools: Toolbox
  let budget: Budget
  let observer: Observer

  /// A file that is to be encoded, held open since before it was looked into.
  struct Assignment: Sendable {
    var path: Path
    var library: Library
    var plan: Plan
    var media: MediaInfo
    var source: OpenFile
    var seen: FileStatus
    /// Looks after the space that was promised to it.
    var space: SpaceWatch
    /// What could not be known before it began.
    var notes: [String] = []
  }

  /// Runs a job to its end, and returns how it ended. Throws only when the run itself cannot go on; a
  /// cancelled job goes back to the queue, and so does one that has to wait for something, with its reason.
  func run(_ assignment: Assignment) async throws -> (job: JobView, now: FileStatus?) {
    var job = try await openJob(assignment)
    let workplace = Workplace(job.id, in: config)
    do {
      let began = SuspendingClock.now
      let now = try await carry(assignment, &job, workplace)
      try await clear(workplace, of: job.id)
      let secs = Double((SuspendingClock.now - began) / .milliseconds(1)) / 1000
      job.work = .init(megapixels: Work.megapixels(assignment.media), secs: secs)
      (job.status, job.shellCommand) = (.done, nil)
      try await end(&job)
      return (job, now)
    } catch is CancellationError {
      workplace.clear(.unfinished)
      job.status = .queued
      (job.progress, job.shellCommand) = (nil, nil)
      try await ledger.save(job)
      throw CancellationError()
    } catch let error as LedgerError {
      throw error
    } catch {
      let reason = Failure.reason(error, of: assignment.path, on: assignment.seen.device)
      job.reason = reason
      job.status = reason.code.isWaiting ? .queued : .failed
      if reason.code.leavesSegments {
        workplace.clear(.unfinished)
      } else {
        try await clear(workplace, of: job.id)
      }
      if job.status == .queued { try await suspend(&job, reason) } else { try await end(&job) }
      return (job, nil)
    }
  }

  /// An interrupted job of the same file goes on under its number; one that failed and may be tried again leaves its
  /// finished segments.
  private func openJob(_ assignment: Assignment) async throws -> JobView {
    var job: JobView
    let earlier = try await ledger.latestJob(of: assignment.path)
    if let earlier, !earlier.status.isFinal {
      job = earlier
    } else {
      job = try await ledger.addJob(
        path: assignment.path, library: assignment.library.name, originalBytes: assignment.seen.size)
      if let earlier { try await takeOver(from: earlier.id, to: job.id) }
    }
    job.status = .planned
    (job.reason, job.evidence, job.outputBytes) = (nil, nil, nil)
    job.notes = assignment.notes.isEmpty ? nil : assignment.notes
    job.attempts += 1
    job.originalBytes = assignment.seen.size
    job.encoder = assignment.plan.encoder
    job.quality = .init(crf: assignment.plan.quality.crf, preset: assignment.plan.quality.preset)
    job.segments = .init(total: assignment.plan.division?.segments.count ?? 1, done: 0)
    job.startedAt = Timestamp.now()
    try await ledger.save(plan: try JSON.line(assignment.plan), job: job.id)
    try await ledger.record(
      Event(.jobStarted, path: assignment.path, detail: "job \(job.id), \(assignment.plan.encoder)"))
    try await move(&job, to: .planned)
    return job
  }

  /// What one attempt had finished before it failed for a while, the next one need not make again.
  private func takeOver(from earlier: Int64, to job: Int64) async throws {
    let (old, new) = (Workplace(earlier, in: config).path, Workplace(job, in: config).path)
    if try await ledger.segments(of: earlier).isEmpty { return }
    if (try? Files.rename(old, new)) == nil {
      return try await clear(Workplace(earlier, in: config), of: earlier)
    }
    try await ledger.moveSegments(from: earlier, to: job)
  }

  private func clear(_ workplace: Workplace, of job: Int64) async throws {
    workplace.clear(.everything)
    try await ledger.forgetSegments(of: job)
  }

  private func carry(_ assignment: Assignment, _ job: inout JobView, _ workplace: Workplace) async throws
    -> FileStatus
  {
    let replacer = Replacer(ledger: ledger)
    try Files.makeDirectories(workplace.path)

    try await move(&job, to: .encoding)
    FaultPoint.reach("planned")
    let encoded = try await encode(assignment, &job, workplace)

    FaultPoint.reach("encoded")
    try await move(&job, to: .verifying)
    let evidence = try await Verifier(prober: tools.prober, decoder: tools.decoder).verify(
      encoded.result, against: assignment.plan.expectation, source: assignment.source,
      timeline: encoded.timeline, light: encoded.light)
    job.evidence = evidence
    job.outputBytes = try encoded.result.status().size
    if let failed = evidence.findings.first(where: { !$0.passed }) {
      throw Reason(
        evidence.size?.passed == false ? .insufficientSavings : .verificationFailed,
        "the result is not equivalent and was thrown away: \(failed.detail)")
    }

    FaultPoint.reach("verified")
    try await assignment.space.allow(copying: job.outputBytes ?? 0)
    try await move(&job, to: .delivering)
    let delivered = try await replacer.replace(
      .init(
        original: assignment.source, seen: assignment.seen, path: assignment.path, result: encoded.result,
        name: assignment.plan.destination(of: assignment.path).name, keep: assignment.library.keepOriginal,
        job: job.id))
    FaultPoint.reach("delivered")
    job.setResult(assignment.plan.destination(of: assignment.path))
    job.savedBytes = job.originalBytes - (job.outputBytes ?? 0)
    return delivered.now
  }

  /// The decoder may show less than the container holds, and not a word about it on stderr.
  func check(_ timeline: FrameTimeline, _ assignment: Assignment) throws {
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

  private func move(_ job: inout JobView, to status: JobStatus) async throws {
    job.status = status
    try await ledger.save(job)
    await observer(.job(job))
  }

  private func suspend(_ job: inout JobView, _ reason: Reason) async throws {
    (job.progress, job.shellCommand) = (nil, nil)
    try await ledger.save(job)
    try await ledger.record(Event(.jobWaits, detail: "job \(job.id) \(reason)"))
    await observer(.job(job))
  }

  private func end(_ job: inout JobView) async throws {
    job.progress = nil
    job.finishedAt = Timestamp.now()
    try await ledger.save(job)
    try await ledger.record(
      Event(
        .jobEnded, path: nil, detail: "job \(job.id) \(job.status.rawValue) \(job.reason?.description ?? "")")
    )
    await observer(.job(job))
  }
}
