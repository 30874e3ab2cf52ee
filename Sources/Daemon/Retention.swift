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
  func adopt() async throws {
    let strays = try await strays()
    let silent = try await held.disks.each(strays, at: { $0.keep.parent }) { record, _ in
      if try await originals.look(record)?.trust == .ours { try await ledger.keep(record, at: Uptime.now()) }
    }
    await tell(silent: silent, of: strays.map(\.keep))
  }

  /// The originals below the library roots that have a note, and that this ledger has never heard of.
  func strays() async throws -> [OriginalRecord] {
    let known = try await ledger.originals()
    let places = Gathered(Set(known.map(\.keep)))
    let found = Gathered<[OriginalRecord]>([])
    let roots = Set(config.libraries.flatMap(\.roots)).sorted()
    await tell(
      silent: try await held.disks.each(roots, at: { $0 }) { root, pulse in
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
      }, of: roots)
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
    await tell(silent: silent, of: records.map(\.keep))
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

  /// Says that disks do not answer, once until they do.
  func tell(silent disks: [Path], of places: [Path]) async {
    for disk in held.disks.disks(of: places).subtracting(disks) { held.isNews(nil, of: disk) }
    for disk in disks {
      let words = "'\(disk)' does not answer: the originals that are kept there wait, nothing else does"
      if held.isNews(words, of: disk) { await observer(.warning(words)) }
    }
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
