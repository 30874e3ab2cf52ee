import API
import Ledger
import Platform

/// Gives a kept original its name back: the same steps as the replacement, backwards.
public struct Restorer: Sendable {
  let ledger: Ledger
  private let users: Set<UInt32>

  /// Journals in one ledger, and believes the notes of some users.
  public init(ledger: Ledger, users: Set<UInt32> = NoteTrust.users()) {
    (self.ledger, self.users) = (ledger, users)
  }

  /// Looks for a kept original. Throws a `Reason` when it cannot be found, or when nobody vouches for what its note says.
  public func find(_ record: OriginalRecord) async throws -> KeptOriginal {
    guard let found = try await Originals(ledger: ledger, users: users).look(record), found.keep != nil else {
      throw Reason(
        .sourceVanished, "the original is not at '\(record.keep)' any more, nor beside it by another name")
    }
    if let objection = try found.objectionToRestore() { throw objection }
    return found
  }

  /// Puts back bytes, name and metadata, and removes the replacement. Throws a `Reason` when something is in the
  /// way; then nothing has changed.
  public func restore(_ found: KeptOriginal) async throws -> Path {
    let (record, directory, place) = (found.record, found.directory, found.place)
    guard let keep = found.keep else { throw Replacer.vanished }
    let kept = try directory.open(keep)
    guard try kept.status().kind == .regular else { throw Replacer.taken(kept.path) }
    let hash = try await SHA256.hash(of: kept)
    guard hash == record.originalSHA256 ?? hash else {
      throw Reason(
        .sourceDamaged,
        "'\(directory.file.path.appending(keep))' is not what was put away, byte by byte; nothing was touched: compare them "
          + "yourself")
    }
    let replacement = found.replacement
    if try directory.status(of: place.name) != nil, replacement != place.name { throw Replacer.taken(place) }
    if let replacement {
      let file = try directory.open(replacement)
      guard try await SHA256.hash(of: file) == record.resultSHA256 else { throw Replacer.taken(place) }
      if FileUse(of: file).answer == .inUse {
        throw Reason(.inUse, "another program has '\(file.path)' open; try again when it is closed")
      }
    }
    try bringBack(found.metadata, to: kept)
    var entry = JournalEntry(
      .restore, job: record.job, directory: place.parent, name: place.name, target: replacement,
      staging: keep,
      keep: keep, original: Identity(try kept.status()))
    entry.originalSHA256 = record.originalSHA256
    (entry.resultInode, entry.resultSize) = (record.resultInode, record.resultSize)
    entry.resultSHA256 = record.resultSHA256
    try Task.checkCancellation()
    entry = try await ledger.begin(entry)
    FaultPoint.reach("restore-intent")
    do {
      // Whoever waits for it may give up; it is not broken off for that.
      try await CriticalSection.run {
        try await Task(executorPreference: MediaThreads.shared) { [entry] in
          var begun = entry
          try await carry(&begun, in: directory)
        }.value
      }
      return place
    } catch let reason as Reason where reason.code != .replaceInterrupted {
      entry.state = .abandoned
      try await ledger.advance(entry)
      throw reason
    }
  }

  /// Gives the kept file back the original's metadata, because a later change of it, such as a recursive
  /// `chmod`, is no part of the original.
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
