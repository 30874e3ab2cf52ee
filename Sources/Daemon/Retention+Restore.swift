import API
import Delivery
import Discovery
import Ledger
import Platform

extension Retention {
  /// The original that goes by a path or a job's number; throws a `Refusal` for one that is not known, and a `Reason` when
  /// its disk does not answer.
  public func find(_ wanted: Path) async throws -> OriginalRecord {
    let found = try await held.disks.alone(at: wanted, within: RootMonitor.limit) {
      try await look(for: wanted)
    }
    guard let found else { throw Self.silence(of: wanted) }
    return found
  }

  static func silence(of path: Path) -> Reason {
    Reason(
      .offline,
      "the disk of '\(path)' does not answer, and nothing was done: try again when it does"
    )
  }

  private func look(for wanted: Path) async throws -> OriginalRecord {
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
    let done = try await held.disks.alone(at: record.keep.parent) {
      // Nil when somebody else is at it.
      [try await held.holding(record.originalInode) { try await putBack(record) }]
    }
    guard let done else {
      throw Reason(
        .offline,
        "the disk of '\(record.keep)' does not answer: try again when it does; what was begun ends by itself then"
      )
    }
    guard let place = done.first.flatMap({ $0 }) else {
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
    } catch  where (error as? Reason).map({ $0.code != .replaceInterrupted }) ?? (error is CancellationError)
    {
      if !isMarked { try directory.remove(marker) }
      throw error
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
