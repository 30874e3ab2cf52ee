import API
import Ledger
import Platform

extension Restorer {
  /// Goes on with a restore that was begun; false, as nothing was delivered. Throws a `Reason` when it stays open.
  func end(_ entry: inout JournalEntry) async throws -> Bool {
    try await carry(&entry, in: DirectoryHandle(entry.directory))
    return false
  }

  /// From whatever lies there to the end. The original is under its own name or the keep name at every instant.
  func carry(_ entry: inout JournalEntry, in directory: DirectoryHandle) async throws {
    let replacer = Replacer(ledger: ledger)
    try await replacer.removeSecondNames(of: entry, in: directory)
    let before = try await replacer.situation(of: entry, in: directory)
    switch (before.name, before.keep) {
    case (.result, .original): try await takeName(entry, in: directory)
    case (.nothing, .original): try directory.move(entry.keep, to: entry.name)
    case (.original, .result), (.original, .nothing): break
    case (.other, .original) where entry.state == .intent:
      throw Replacer.taken(directory.file.path.appending(entry.name))
    default: throw Replacer.interrupted(entry, Reason(.replaceInterrupted, "\(before)"))
    }
    FaultPoint.reach("restored")
    try directory.sync()
    entry.state = .swapped
    try await ledger.advance(entry)
    FaultPoint.reach("restore-swapped")
    let after = try await replacer.situation(of: entry, in: directory)
    if after.keep == .result { try directory.remove(entry.keep) }
    if after.target == .result { try directory.remove(entry.target) }
    FaultPoint.reach("restore-removed")
    try directory.sync()
    try OriginalNote.remove(
      about: entry.original.inode, entry.originalSHA256, entry.keep, name: entry.name, in: directory)
    try directory.sync()
    FaultPoint.reach("restore-noted")
    for record in try await ledger.originals()
    where record.originalSHA256 == entry.originalSHA256
      && (record.originalInode == entry.original.inode
        || record.keep == entry.directory.appending(entry.keep))
    {
      try await ledger.release(record)
    }
    entry.state = .done
    try await ledger.advance(entry)
    FaultPoint.reach("restore-done")
  }

  private func takeName(_ entry: JournalEntry, in directory: DirectoryHandle) async throws {
    do throws(SystemError) { try directory.exchange(entry.name, entry.keep) } catch  where error.isUnsupported
    {
      // The replacement has just been looked at, and goes.
      return try directory.rename(entry.keep, over: entry.name)
    }
    FaultPoint.reach("restore-exchanged")
    guard try await Replacer(ledger: ledger).situation(of: entry, in: directory).keep == .result else {
      try directory.exchange(entry.name, entry.keep)
      throw Replacer.conflict
    }
  }
}
