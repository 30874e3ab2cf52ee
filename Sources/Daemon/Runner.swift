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
  let tools: MediaTools
  let budget: ResourceLimiter
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
    /// Notes about facts that could not be known before it began.
    var notes: [String] = []
  }

  /// Runs a job to its end, and returns how it ended. Throws only when the run itself cannot go on; a
  /// cancelled job goes back to the queue, and so does one that has to wait for something, with its reason.
  func run(_ given: Assignment) async throws -> (job: JobView, now: FileStatus?) {
    let (opened, assignment) = try await openJob(given)
    var job = opened
    let workplace = WorkDirectory(job.id, in: config)
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
      await observer(.job(job))
      throw CancellationError()
    } catch let error as LedgerError {
      throw error
    } catch {
      let reason =
        WorkDirectoryCheck.behind(error, config)
        ?? Failure.reason(error, of: assignment.path, on: assignment.seen.device)
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

  private func carry(_ assignment: Assignment, _ job: inout JobView, _ workplace: WorkDirectory) async throws
    -> FileStatus
  {
    let replacer = Replacer(ledger: ledger)
    let directory = try workplace.prepare()
    let encoded = try await produce(assignment, &job, workplace, in: directory)
    FaultPoint.reach("verified")
    try await assignment.space.allow(copying: job.outputBytes ?? 0)
    try await move(&job, to: .delivering)
    let number = job.id
    let delivered = try await CriticalSection.run {
      try await replacer.replace(
        .init(
          original: assignment.source, seen: assignment.seen, path: assignment.path, result: encoded.result,
          name: assignment.plan.destination(of: assignment.path).name, keep: assignment.library.keepOriginal,
          job: number))
    }
    FaultPoint.reach("delivered")
    job.setResult(assignment.plan.destination(of: assignment.path))
    job.savedBytes = job.originalBytes.saturatingSubtract(job.outputBytes ?? 0)
    return delivered.now
  }

  func move(_ job: inout JobView, to status: JobStatus) async throws {
    job.status = status
    try await ledger.save(job)
    await observer(.job(job))
  }

  private func suspend(_ job: inout JobView, _ reason: Reason) async throws {
    (job.progress, job.shellCommand) = (nil, nil)
    try await ledger.save(job)
    try await ledger.record(Event(.jobWaits, job: job.id, path: job.file, detail: "\(reason)"))
    await observer(.job(job))
  }

  private func end(_ job: inout JobView) async throws {
    job.progress = nil
    job.finishedAt = Timestamp.now()
    try await ledger.save(job)
    await observer(.job(job))
  }
}
