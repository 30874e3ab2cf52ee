import API
import Configuration
import Delivery
import Discovery
import Ledger
import Planning
import Platform

extension Core {
  /// Decides about a candidate and does what was decided.
  func process(_ item: Pending, on bench: Workbench, _ summary: inout RunSummary) async throws {
    let rules = item.library.rules
    let decision = try await bench.decider.decide(item.candidate, rules)
    guard case .encode(let plan) = decision.verdict, let media = decision.media, let source = decision.source
    else {
      let reason = decision.reason ?? Reason(.probeFailed, "no decision was made")
      summary.skipped.append(try await skip(item.candidate, item.library, reason))
      return
    }
    if let obstacle = try await Replacer(ledger: ledger).obstacle(at: item.candidate.path) {
      summary.skipped.append(try await skip(item.candidate, item.library, obstacle))
      return
    }
    if dryRun {
      let found = Planned(item.candidate.path, item.library.name, size: source.status.size, plan)
      summary.planned.append(found)
      await observer(.planned(found))
      return
    }
    try await record(item.candidate, item.library, .job, nil)
    let runner = Runner(config: config, ledger: ledger, tools: bench.tools, observer: observer)
    let (job, now) = try await runner.run(
      .init(
        path: item.candidate.path, library: item.library.name, plan: plan, media: media, source: source.file,
        seen: source.status))
    summary.jobs.append(job)
    var after = item.candidate
    if let now {
      after.status = now
      try await record(
        after, item.library, .skipped,
        Reason(
          .alreadyCondensed, "job \(job.id) made it, \(job.savedBytes ?? 0) bytes smaller than its source"))
    } else {
      let lean = job.reason?.code == .insufficientSavings
      try await record(after, item.library, lean ? .skipped : .failed, job.reason)
    }
  }

  /// Waits until a young file has settled, as long as it does not change meanwhile.
  func settle(_ item: Pending, on bench: Workbench, _ summary: inout RunSummary) async throws {
    let wait = FileGates.unsettled(item.candidate.status, nowNs: Timestamp.nowNs(), item.library.rules)
    try await Task.sleep(for: .seconds(wait), clock: .suspending)
    let now = try? FileStatus.of(item.candidate.path)
    if let now, now.sameContent(as: item.candidate.status) {
      try await process(item, on: bench, &summary)
    } else {
      let reason = Reason(
        .unstable, "it changed within settle_secs (\(item.library.rules.settleSecs)); it is looked at again")
      summary.skipped.append(try await skip(item.candidate, item.library, reason))
    }
  }
}
