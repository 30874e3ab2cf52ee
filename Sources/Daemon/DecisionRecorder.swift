import API
import Configuration
import Delivery
import Ledger
import Platform

/// Where decisions go: into the ledger, the sidecars and the run's account; in a dry run only into the account.
actor DecisionRecorder {
  private let ledger: Ledger
  private let dryRun: Bool
  private let observer: Observer
  /// The run's account.
  private(set) var summary = RunSummary()
  private var savedShares: [String: Double] = [:]

  init(_ ledger: Ledger, dryRun: Bool, observer: @escaping Observer) {
    (self.ledger, self.dryRun, self.observer) = (ledger, dryRun, observer)
  }

  /// Files decisions as they are made, all or none.
  func file(_ decisions: [(record: FileRecord, library: Library)]) async throws {
    var records = decisions.map(\.record)
    if !dryRun {
      for index in records.indices { Self.explain(&records[index], decisions[index].library) }
      try await ledger.save(records)
    }
    for record in records where record.state != .queued || record.reason != nil {
      let view = SkippedView(record)
      if record.state == .queued { summary.wait(view) } else { summary.skip(view, identity: record.identity) }
      await observer(.skipped(view))
    }
  }

  /// Files one decision.
  func file(_ record: FileRecord, _ library: Library) async throws { try await file([(record, library)]) }

  /// Puts the `.why.txt` where it belongs, never outside of the libraries, and takes away one that is no longer true.
  static func explain(_ record: inout FileRecord, _ library: Library) {
    if let reason = record.reason, !library.roots.isEmpty, WhySidecar.isWanted(reason, library.rules) {
      record.hasSidecar = WhySidecar.write(reason, beside: record.path)
    } else if record.hasSidecar {
      WhySidecar.remove(beside: record.path)
      record.hasSidecar = false
    }
  }

  /// Returns the savings to expect of a library's encodes: those of its jobs so far, else those that it hopes
  /// for; as a share.
  func savedShare(of library: Library) async throws -> Double {
    if let known = savedShares[library.name] { return known }
    let share = try await ledger.savedShare(in: library.name) ?? library.rules.targetSavingsPercent / 100
    savedShares[library.name] = share
    return share
  }

  /// Enters what a dry run found worth encoding.
  func plan(_ forecast: FileEstimate, identity: Identity) { summary.plan(forecast, identity: identity) }

  /// Enters a job that has ended.
  func enter(_ job: JobView) { summary.enter(job) }

  /// Enters a file that has to wait.
  func wait(_ record: FileRecord) { summary.wait(SkippedView(record)) }

  /// Enters a file that was asked for and is not there.
  func miss(_ path: Path) { summary.missing.append(path) }

  /// Enters what the survey came to.
  func count(files: Int, unchanged: Int) {
    summary.files += files
    summary.unchanged += unchanged
  }
}

extension SkippedView {
  init(_ record: FileRecord) {
    self.init(
      path: record.path, library: record.library, status: record.state.rawValue,
      reason: record.reason ?? Reason(.probeFailed, "no decision was made"),
      originalBytes: record.identity.size)
  }
}
