import API
import Configuration
import Delivery
import Discovery
import Ledger
import Media
import Planning
import Platform

extension Core {
  /// Waits until a young file has settled, as long as it does not change meanwhile, and decides about it.
  func settle(_ item: ScanState.Pending, on desk: DecisionRecorder) async throws {
    let wait = FileGates.unsettled(item.candidate.status, nowNs: Timestamp.nowNs(), item.library.rules)
    try await Task.sleep(for: .seconds(wait), clock: .suspending)
    var record: FileRecord
    if let now = try? FileStatus.of(item.candidate.path), now.sameContent(as: item.candidate.status) {
      let decided = try await decider.decide(item.candidate, item.library, item.basis)
      record = decided.record
      try await remember([decided])
    } else {
      record = settling(item)
    }
    try await desk.file(record, item.library)
  }

  /// A file that has to stay as it is for longer.
  func settling(_ item: ScanState.Pending) -> FileRecord {
    FileRecord(
      path: item.candidate.path, library: item.library.name, identity: Identity(item.candidate.status),
      basis: item.basis, state: .settling,
      reason: Reason(
        .unstable, "it changed within settle_secs (\(item.library.rules.settleSecs)); it is looked at again"))
  }

  /// Takes one file from the queue: a last close look, then its job. `again` makes a job also where the last
  /// one, with the same plan, came to nothing. One file's trouble is its own.
  @discardableResult
  func process(
    _ queued: FileRecord, _ library: Library, in territory: LibraryMap, again: Bool, on desk: DecisionRecorder
  ) async throws -> JobOutcome {
    var record = queued
    do {
      let candidate = try Walker.candidate(record.path, in: territory)
      // Hours may have gone by since it was queued.
      if let reason = FileGates.refusal(
        candidate.status, marked: candidate.marked, library.rules, nowNs: Timestamp.nowNs())
      {
        throw reason
      }
      if let obstacle = try await obstacle(to: candidate) { throw obstacle }
      guard candidate.path == record.path, record.identity.isContent(of: candidate.status) else {
        throw Decider.changing
      }
      try lookForUse(candidate)
      if !again, let reason = try await decider.standing(record, candidate.place, library) { throw reason }
      try await attempt(&record, candidate, library, on: desk)
    } catch let shortage as Shortage {
      try await leave(&record, shortage.reason, library, on: desk)
      return .short(shortage)
    } catch  where error is Reason || error is SystemError {
      let reason =
        WorkDirectoryCheck.behind(error, config)
        ?? Failure.reason(error, of: record.path, on: record.identity.device)
      try await leave(&record, reason, library, on: desk)
    }
    return record.state == .queued ? .waits : .over
  }

  /// The result of a file's turn.
  enum JobOutcome: Sendable {
    /// It is not in the queue any more.
    case over
    /// It has to wait for something that nobody looks at meanwhile.
    case waits
    /// There was no room for it.
    case short(Shortage)
  }

  private func leave(
    _ record: inout FileRecord, _ reason: Reason, _ library: Library, on desk: DecisionRecorder
  )
    async throws
  {
    record.settle(on: reason, nowNs: Timestamp.nowNs())
    try await desk.file(record, library)
  }
}

extension Ledger.Order {
  init(_ order: Configuration.Order) {
    switch order {
    case .oldest: self = .oldest
    case .newest: self = .newest
    case .largest: self = .largest
    case .name: self = .name
    }
  }
}
