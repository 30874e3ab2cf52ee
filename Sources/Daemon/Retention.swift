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
    originals = Originals(ledger: ledger)
  }

  /// Enters the originals that only their notes know of; their time begins anew.
  private func adopt() async throws {
    for record in try await strays() { try await ledger.keep(record, at: Uptime.now()) }
  }

  /// The originals below the library roots that have a note, and that this ledger has never heard of.
  func strays() async throws -> [OriginalRecord] {
    var known = Set(try await ledger.originals().map(\.keep))
    var found: [OriginalRecord] = []
    for root in Set(config.libraries.flatMap(\.roots)) {
      guard let root = try? Files.resolved(root) else { continue }
      var pending = [root]
      while let directory = pending.popLast() {
        try Task.checkCancellation()
        guard let listing = try? DirectoryListing(directory) else { continue }
        if listing.names.contains(where: Originals.isNote) {
          found += try originals.notes(in: directory).filter { known.insert($0.keep).inserted }
        }
        pending += listing.entries.filter { listing.kind($0) == .directory }.map {
          directory.appending(Array(listing.name($0)))
        }
      }
    }
    return found
  }

  /// Every original that is kept, with what would become of it now.
  public func list() async throws -> [OriginalView] {
    let due = Set(try await originals.due())
    var views: [OriginalView] = []
    for record in try await ledger.originals() + strays() {
      views.append(OriginalView(record, state: try await state(record, isDue: due.contains(record))))
    }
    return views
  }

  private func state(_ record: OriginalRecord, isDue: Bool) async throws -> OriginalView.State {
    if try await !originals.isKept(record) { return .missing }
    if try await !originals.isReplaced(record) { return .alone }
    return isDue ? .due : .kept
  }

  /// Removes the originals whose time is up; what has to stay is told.
  public func purgeDue() async throws {
    try await ledger.count(Uptime.now())
    for record in try await originals.due() {
      // What is on a disk that is away comes back with it.
      guard (try? FileStatus.ifPresent(record.keep.parent)) ?? nil != nil else { continue }
      if case .left(let reason) = try await purge(record), reason.code == .verificationFailed {
        // Said once, and not read again in every run: a person decides.
        try await ledger.hold(record)
      }
    }
  }

  /// What a purge came to.
  public struct Purge: Encodable, Sendable {
    /// Originals removed, their bytes, and those that had to stay.
    public var removed = 0, bytes: Int64 = 0, left = 0

    /// Nothing yet.
    public init() {}
  }

  /// Removes the originals that go by these paths or numbers now, whatever the clocks say; without any, those whose
  /// time is up, after a look for those that only their notes know of. Throws a `Reason` for one that is not known.
  public func purge(_ wanted: [Path]) async throws -> Purge {
    if wanted.isEmpty { try await adopt() }
    var records = wanted.isEmpty ? try await originals.due() : []
    for path in wanted { records.append(try await find(path)) }
    var purge = Purge()
    for record in records {
      switch try await self.purge(record) {
      case .removed(let bytes):
        (purge.removed, purge.bytes) = (purge.removed + 1, purge.bytes.saturatingAdd(bytes))
      case .missing: break
      case .left: purge.left += 1
      }
    }
    return purge
  }

  /// Removes one original; its replacement is verified once more in any case.
  private func purge(_ record: OriginalRecord) async throws -> Originals.Purged {
    let purged: Originals.Purged
    do {
      purged =
        try await held.holding(record.originalInode) { try await originals.purge(record) }
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
