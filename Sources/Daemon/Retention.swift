import API
import Configuration
import Delivery
import Discovery
import Ledger
import Platform

/// What happens to originals after their files were replaced: they are kept, put back, and in the end removed.
public struct Retention: Sendable {
  private let config: Config
  let ledger: Ledger
  let observer: Observer
  let originals: Originals
  let held: HeldOriginals

  /// Works with one ledger; whoever changes anything has the state directory's lock.
  public init(_ config: Config, ledger: Ledger, observer: @escaping Observer) {
    self.init(config, ledger: ledger, held: HeldOriginals(), observer: observer)
  }

  init(_ config: Config, ledger: Ledger, held: HeldOriginals, observer: @escaping Observer) {
    (self.config, self.ledger, self.held, self.observer) = (config, ledger, held, observer)
    originals = Originals(ledger: ledger, users: NoteTrust.users(stateDir: config.stateDir))
  }

  /// Enters the originals that only notes of ours know of; their time begins anew.
  private func adopt() async throws {
    for record in try await strays() where try await originals.look(record)?.trust == .ours {
      try await ledger.keep(record, at: Uptime.now())
    }
  }

  /// The originals below the library roots that have a note, and that this ledger has never heard of.
  func strays() async throws -> [OriginalRecord] {
    let known = try await ledger.originals()
    let places = Gathered(Set(known.map(\.keep)))
    let found = Gathered<[OriginalRecord]>([])
    let roots = Set(config.libraries.flatMap(\.roots)).sorted()
    try await tell(
      silent: held.disks.each(roots, at: { $0 }) { root, pulse in
        guard let root = try? Files.resolved(root) else { return }
        var pending = [root]
        while let directory = pending.popLast() {
          try Task.checkCancellation()
          pulse.beat()
          guard let listing = try? DirectoryListing(directory) else { continue }
          if listing.names.contains(where: Originals.isNote) {
            for record in try originals.notes(in: directory)
            where places.change({ $0.insert(record.keep).inserted }) {
              found.change { $0.append(record) }
            }
          }
          pending += listing.entries.filter { listing.kind($0) == .directory }.map {
            directory.appending(Array(listing.name($0)))
          }
        }
      })
    // One whose directory was renamed is found by the ledger's own record.
    let moved = Gathered<Set<Path>>([])
    _ = try await held.disks.each(known, at: { $0.keep.parent }) { record, pulse in
      guard let keep = try await originals.look(record, progress: { pulse.beat() })?.keepPath else { return }
      moved.change { _ = $0.insert(keep) }
    }
    let seen = moved.all
    return found.all.filter { !seen.contains($0.keep) }.sorted { $0.keep < $1.keep }
  }

  /// Every original that is kept, with what would become of it now.
  public func list() async throws -> [OriginalView] {
    let due = Set(try await originals.due())
    let records = try await ledger.originals() + strays()
    let states = Gathered<[OriginalRecord: OriginalView.State]>([:])
    let silent = try await held.disks.each(records, at: { $0.keep.parent }) { record, pulse in
      let state = try await state(record, isDue: due.contains(record), pulse)
      states.change { $0[record] = state }
    }
    await tell(silent: silent)
    let known = states.all
    return records.map { OriginalView($0, state: known[$0] ?? .missing) }
  }

  private func state(_ record: OriginalRecord, isDue: Bool, _ pulse: DiskWork.Pulse) async throws
    -> OriginalView.State
  {
    guard let found = try await originals.look(record, progress: { pulse.beat() }) else { return .missing }
    if found.trust != .ours { return .foreign }
    if found.keepPath == nil { return .missing }
    if !found.isReplaced { return .alone }
    return isDue ? .due : .kept
  }

  /// Removes the originals whose time is up; what has to stay is told. A disk that does not answer holds up no other.
  public func purgeDue() async throws {
    try await ledger.count(Uptime.now())
    let silent = try await held.disks.each(try await originals.due(), at: { $0.keep.parent }) {
      record, pulse in
      // What is on a disk that is away comes back with it.
      guard try await originals.look(record, progress: { pulse.beat() }) != nil else { return }
      if case .left(let reason) = try await purge(record, pulse),
        [.verificationFailed, .foreignNote].contains(reason.code)
      {
        // Said once, and not read again in every run: a person decides.
        try await ledger.hold(record)
      }
    }
    await tell(silent: silent)
  }

  private func tell(silent disks: [Path]) async {
    for disk in disks {
      await observer(
        .warning("'\(disk)' does not answer: the originals that are kept there wait, nothing else does"))
    }
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
      let purged = try await purge(record, pulse)
      sum.change { sum in
        switch purged {
        case .removed(let bytes): (sum.removed, sum.bytes) = (sum.removed + 1, sum.bytes.saturatingAdd(bytes))
        case .missing: break
        case .left(let reason): (sum.left, sum.reasons) = (sum.left + 1, sum.reasons + [reason])
        }
      }
    }
    await tell(silent: silent)
    var all = sum.all
    for disk in silent {
      all.left += 1
      all.reasons.append(Reason(.offline, "'\(disk)' does not answer; what is kept there stays for now"))
    }
    return all
  }

  /// Removes one original; its replacement is verified once more in any case.
  private func purge(_ record: OriginalRecord, _ pulse: DiskWork.Pulse) async throws -> Originals.Purged {
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
      try await ledger.record(
        Event(.originalLeft, path: record.keep, detail: reason.detail), telling: observer)
    }
    return purged
  }
}

extension OriginalView {
  fileprivate init(_ record: OriginalRecord, state: State) {
    self.init(
      path: record.keep, replacement: record.target, job: record.job, state: state,
      originalBytes: record.originalSize, outputBytes: record.resultSize,
      keptAt: Timestamp.iso8601(seconds: record.keptAt),
      deleteAfter: record.deleteAfter.map { Timestamp.iso8601(seconds: $0) })
  }
}
