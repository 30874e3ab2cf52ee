import API
import Delivery
import Discovery
import Ledger
import Platform

extension Retention {
  /// The original that goes by a path or a job's number; throws a `Refusal` for one that is not known.
  public func find(_ wanted: Path) async throws -> OriginalRecord {
    if let number = wanted.utf8.flatMap(Int64.init), try FileStatus.ifPresent(wanted) == nil {
      return try await find(job: number)
    }
    let path = (try? Files.located(wanted)) ?? wanted
    guard let record = try await originals.find(path) else {
      throw Refusal(.notFound, "no original of '\(path)' is kept; see `condense originals list`")
    }
    return record
  }

  /// The original of a job; throws a `Refusal` for one that is not known.
  func find(job number: Int64) async throws -> OriginalRecord {
    guard let record = try await originals.find(job: number) else {
      throw Refusal(.notFound, "no original of job \(number) is kept; see `condense originals list`")
    }
    return record
  }

  /// Puts an original back, and a `.av1skip` beside it, so that nothing takes it away again. Throws a `Reason` when
  /// something is in the way; then nothing has changed.
  public func restore(_ record: OriginalRecord) async throws -> Path {
    let place = try await held.holding(record.originalInode) { try await putBack(record) }
    guard let place else {
      throw Reason(.inUse, "'\(record.keep)' is being put back, or removed, already; see what comes of that")
    }
    return place
  }

  private func putBack(_ record: OriginalRecord) async throws -> Path {
    let restorer = Restorer(ledger: ledger, users: originals.users)
    let found = try await restorer.find(record)
    let (directory, marker) = (found.directory, found.place.suffixed(Walker.marker).name)
    let isMarked = try directory.status(of: marker) != nil
    if !isMarked { try directory.create(marker).setMode(0o644) }
    do {
      let place = try await restorer.restore(found)
      try await ledger.record(
        Event(.originalRestored, path: place, detail: "from '\(record.keep)'"), telling: observer)
      try await unsave(record)
      return place
    } catch let reason as Reason where reason.code != .replaceInterrupted {
      if !isMarked { try directory.remove(marker) }
      throw reason
    }
  }

  /// What was put back saves nothing any more.
  private func unsave(_ record: OriginalRecord) async throws {
    guard let id = record.job, var job = try await ledger.job(id) else { return }
    job.savedBytes = 0
    job.notes = (job.notes ?? []) + ["its original was put back at \(Timestamp.now())"]
    try await ledger.save(job)
  }
}
