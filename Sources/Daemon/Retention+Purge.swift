import API
import Delivery
import Ledger
import Platform

extension Retention {
  /// Removes the originals whose time is up, all or that of one job; what has to stay is told, once. A disk that does not
  /// answer holds up no other.
  public func purgeDue(of job: Int64? = nil) async throws {
    try await ledger.count(Uptime.now())
    let due = try await originals.due().filter { job == nil || $0.job == job }
    let silent = try await held.disks.each(due, at: { $0.keep.parent }) { record, pulse in
      // What is on a disk that is away comes back with it.
      guard let found = try await originals.look(record) else { return }
      if let reason = try await absence(of: found) { return try await leave(record, reason) }
      if case .left(let reason) = try await purge(record, pulse, isAsked: false),
        [.verificationFailed, .foreignNote].contains(reason.code)
      {
        // Not read again in every run: a person decides.
        try await ledger.hold(record)
      }
    }
    await tell(silent: silent, of: due.map(\.keep))
  }

  /// Why neither an original nor its replacement is in their directory; nil where that is not because of their disk.
  private func absence(of found: KeptOriginal) async throws -> Reason? {
    guard found.keepPath == nil, !found.isReplaced,
      let before = try await ledger.file(found.record.target)?.identity.device,
      before != (try found.directory.file.status().device)
    else { return nil }
    return Reason(.offline, "'\(found.record.keep)' waits: its disk is not mounted")
  }

  /// The outcome of a purge.
  public typealias Purge = PurgeView

  /// Removes the originals that go by these paths or numbers now, whatever the clocks say; without any, those whose
  /// time is up, after a look for those that only their notes know of. Throws a `Reason` for one that is not known.
  public func purge(_ wanted: [Path]) async throws -> Purge {
    if wanted.isEmpty { try await adopt() }
    var records = wanted.isEmpty ? try await originals.due() : []
    for path in wanted { records.append(try await find(path)) }
    return try await purge(records: records)
  }

  /// Removes these originals now, whatever the clocks say.
  func purge(records: [OriginalRecord]) async throws -> Purge {
    let sum = Gathered(Purge())
    let silent = try await held.disks.each(records, at: { $0.keep.parent }) { record, pulse in
      let purged = try await purge(record, pulse, isAsked: true)
      sum.change { sum in
        switch purged {
        case .removed(let bytes): (sum.removed, sum.bytes) = (sum.removed + 1, sum.bytes.saturatingAdd(bytes))
        case .missing: break
        case .left(let reason): (sum.left, sum.reasons) = (sum.left + 1, sum.reasons + [reason])
        }
      }
    }
    await tell(silent: silent, of: records.map(\.keep))
    var all = sum.all
    for disk in silent {
      all.left += 1
      all.reasons.append(Reason(.offline, "'\(disk)' does not answer; what is kept there stays for now"))
    }
    return all
  }

  /// Removes one original; its replacement is verified once more in any case. That it stays is said each time to those who
  /// have asked, else once.
  private func purge(_ record: OriginalRecord, _ pulse: DiskWork.Pulse, isAsked: Bool) async throws
    -> Originals.Purged
  {
    let purged: Originals.Purged
    do {
      purged =
        try await held.holding(record.originalInode) {
          try await originals.purge(record) { pulse.beat() }
        }
        ?? .left(Reason(.inUse, "'\(record.keep)' stays for now: it is being put back"))
    } catch let error as SystemError {
      purged = .left(Reason(.ioError, "'\(record.keep)' stays: \(error)"))
    }
    switch purged {
    case .removed(let bytes):
      try await ledger.record(
        Event(
          .originalPurged, path: record.keep, detail: "\(bytes) bytes; its replacement was verified once more"
        ), telling: observer)
    case .missing:
      try await ledger.record(
        Event(.originalPurged, path: record.keep, detail: "somebody had removed or renamed it before"),
        telling: observer)
    case .left(let reason):
      if isAsked { held.isNews(nil, of: record.keep) }
      try await leave(record, reason)
    }
    return purged
  }

  private func leave(_ record: OriginalRecord, _ reason: Reason) async throws {
    guard held.isNews(reason.detail, of: record.keep) else { return }
    try await ledger.record(
      Event(.originalLeft, path: record.keep, detail: reason.detail), telling: observer)
  }
}
