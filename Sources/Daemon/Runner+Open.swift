import API
import Configuration
import Ledger
import Planning
import Platform

extension Runner {
  /// Opens a job for a file. An interrupted one goes on under its number, and one that failed and may be tried again leaves
  /// its finished segments to the next.
  func openJob(_ given: Assignment) async throws -> (JobView, Assignment) {
    let earlier = try await ledger.latestJob(of: given.path)
    let assignment = try await earlier == nil ? given : sparing(given, earlier?.id ?? 0)
    var job: JobView
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
    try await save(assignment, job: job.id)
    try await move(&job, to: .planned)
    return (job, assignment)
  }

  /// Writes down the plan that a job follows.
  func save(_ assignment: Assignment, job: Int64) async throws {
    let (library, plan) = (assignment.library, assignment.plan)
    let saved = try await ledger.savedShare(in: library.name) ?? library.rules.targetSavingsPercent / 100
    try await ledger.save(
      PlanRecord(
        json: try JSON.line(plan), announced: plan.announced, sourceClass: try JSON.line(plan.sourceClass),
        expectedBytes: ByteCount(assignment.seen.size).share(1 - saved).count, undivided: plan.undivided,
        arguments: plan.arguments), job: job)
  }

  /// A film that an earlier attempt at the same plan could not encode in segments is not tried so again.
  private func sparing(_ given: Assignment, _ earlier: Int64) async throws -> Assignment {
    guard let tried = try await ledger.wholeEncode(of: earlier), tried.arguments == given.plan.arguments,
      tried.why.hasPrefix(SegmentationFailed.mark)
    else { return given }
    var whole = given
    (whole.plan.division, whole.plan.undivided) = (nil, tried.why)
    return whole
  }

  /// Moves the segments that an attempt had finished before it failed for a while to the next one, which need
  /// not make them again.
  private func takeOver(from earlier: Int64, to job: Int64) async throws {
    let (old, new) = (WorkDirectory(earlier, in: config).path, WorkDirectory(job, in: config).path)
    if try await ledger.segments(of: earlier).isEmpty { return }
    if (try? Files.rename(old, new)) == nil {
      return try await clear(WorkDirectory(earlier, in: config), of: earlier)
    }
    try await ledger.moveSegments(from: earlier, to: job)
  }

  func clear(_ workplace: WorkDirectory, of job: Int64) async throws {
    workplace.clear(.everything)
    try await ledger.forgetSegments(of: job)
  }
}
