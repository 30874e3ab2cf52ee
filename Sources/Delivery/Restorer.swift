import API
import Ledger
import Platform

/// Gives a kept original its name back: the same steps as the replacement, backwards.
public struct Restorer: Sendable {
  let ledger: Ledger

  /// Journals in one ledger.
  public init(ledger: Ledger) { self.ledger = ledger }

  /// Where a kept original is now. Throws a `Reason` when it cannot be found.
  public func find(_ record: OriginalRecord) async throws -> Path {
    guard let keep = try await Originals(ledger: ledger).keptFile(record) else {
      throw Reason(
        .sourceVanished, "the original is not at '\(record.keep)' any more, nor beside it by another name")
    }
    return keep
  }

  /// Where an original that is kept at a path will be after its restore.
  public static func destination(_ record: OriginalRecord, from keep: Path) -> Path {
    keep.parent.appending(record.path.name)
  }

  /// Puts back bytes, name and metadata, and removes the replacement. Throws a `Reason` when something is in the
  /// way; then nothing has changed.
  public func restore(_ record: OriginalRecord, from keep: Path) async throws -> Path {
    let place = Self.destination(record, from: keep)
    let kept = try OpenFile.open(keep, for: .read)
    let hash = try await SHA256.hash(of: kept)
    guard hash == record.originalSHA256 ?? hash else {
      throw Reason(
        .sourceDamaged,
        "'\(keep)' is not what was put away, byte by byte; nothing was touched: compare them yourself")
    }
    let replacement = try await Originals(ledger: ledger).replacement(record)
    if try FileStatus.ifPresent(place) != nil, replacement != place { throw Replacer.taken(place) }
    if let replacement, replacement.parent == place.parent {
      let file = try OpenFile.open(replacement, for: .read)
      guard try await SHA256.hash(of: file) == record.resultSHA256 else { throw Replacer.taken(place) }
      if Occupancy(of: file).answer == .inUse {
        throw Reason(.inUse, "another program has '\(replacement)' open; try again when it is closed")
      }
    }
    let notes = OriginalNote.names(keep.name, name: record.path.name).compactMap {
      OriginalNote.read(keep.parent.appending($0))
    }
    try bringBack(notes.first { $0.inode == record.originalInode }?.metadata?.metadata, to: kept)
    var entry = JournalEntry(
      .restore, job: record.job, directory: place.parent, name: place.name,
      target: replacement?.parent == place.parent ? replacement?.name : nil, staging: keep.name,
      keep: keep.name, original: Identity(try kept.status()))
    entry.originalSHA256 = record.originalSHA256
    (entry.resultInode, entry.resultSize) = (record.resultInode, record.resultSize)
    entry.resultSHA256 = record.resultSHA256
    entry = try await ledger.begin(entry)
    FaultPoint.reach("restore-intent")
    do {
      try await carry(&entry, in: DirectoryHandle(place.parent))
      return place
    } catch let reason as Reason where reason.code != .replaceInterrupted {
      entry.state = .abandoned
      try await ledger.advance(entry)
      throw reason
    }
  }

  /// What was done to the kept file since, a `chmod` of everything perhaps, is no part of the original.
  private func bringBack(_ metadata: FileMetadata?, to kept: OpenFile) throws {
    guard let metadata, try FileMetadata.of(kept) != metadata else { return }
    do {
      try kept.take(metadata)
      try kept.sync()
    } catch {
      throw Reason(
        .metadataNotKept, "'\(kept.path)' cannot be given back its owner, mode, ACL or times: \(error)")
    }
  }
}
