import API
import Glibc
import Ledger
import Platform

extension Replacer {
  /// Step 9: the original goes to its keep name, and everything is written down.
  func finish(_ attempt: Attempt) async throws -> Path {
    var entry = attempt.entry
    do {
      try attempt.directory.sync()
      FaultPoint.reach("exchange-synced")
      entry.state = .swapped
      try await ledger.advance(entry)
      FaultPoint.reach("swapped")
      try await putAway(&entry, in: attempt.directory)
      return entry.directory.appending(entry.keep)
    } catch {
      throw Reason(
        .replaceInterrupted,
        "the verified result is in place, but its original could not be put away as "
          + "'\(entry.directory.appending(entry.keep))': \(error); the next run tries again")
    }
  }

  /// Moves the original to its keep name and writes it down. In a fallback without exchange it is there already.
  func putAway(_ entry: inout JournalEntry, in directory: DirectoryHandle) async throws {
    if !entry.isInPlace { try await carryLate(entry, in: directory) }
    let lastName = entry.isInPlace ? entry.staging : entry.name
    if try directory.status(of: lastName) != nil {
      do throws(SystemError) { try directory.move(lastName, to: entry.keep) } catch {
        // Over a network, what is reported as failed may have happened.
        guard try directory.status(of: lastName) == nil, try directory.status(of: entry.keep) != nil else {
          throw error
        }
      }
    }
    FaultPoint.reach("kept")
    let situation = try await situation(of: entry, in: directory)
    guard situation.keep == .original || FaultPoint.skips("recheck") else {
      // Somebody put another file under the name in the last moment.
      if situation.name == .nothing { try directory.move(entry.keep, to: lastName) }
      throw Self.interrupted(entry, Reason(.replaceInterrupted, "\(situation)"))
    }
    try directory.sync()
    FaultPoint.reach("kept-synced")
    try await writeDown(&entry, in: directory)
  }

  /// Until it is put away the original has the name that people know: what they changed of it holds.
  private func carryLate(_ entry: JournalEntry, in directory: DirectoryHandle) async throws {
    let situation = try await situation(of: entry, in: directory)
    guard situation.isSwapped else {
      throw Self.interrupted(entry, Reason(.replaceInterrupted, "\(situation)"))
    }
    let (original, result) = (try directory.open(entry.name), try directory.open(entry.target))
    guard try FileMetadata.of(original) != FileMetadata.of(result) else { return }
    try Self.carryMetadata(from: original, to: result)
  }

  /// The end of step 9: the original is under its keep name, and is entered everywhere.
  func writeDown(_ entry: inout JournalEntry, in directory: DirectoryHandle) async throws {
    let record = OriginalRecord(entry, keptAt: Timestamp.nowNs() / 1_000_000_000)
    let metadata = try FileMetadata.of(directory.open(entry.keep))
    let note = OriginalNote(record, metadata: metadata)
    if try !note.write(beside: entry.keep, in: directory, mode: metadata.mode) {
      let name = record.keep.suffixed(OriginalNote.suffix)
      try await ledger.record(
        Event(
          .originalLeft, path: record.keep,
          detail:
            "'\(name)' is somebody else's file and was left alone, so that only the ledger knows of this original"
        ))
    }
    FaultPoint.reach("noted")
    try await ledger.keep(record, at: Uptime.now())
    FaultPoint.reach("entered")
    entry.state = .done
    try await ledger.advance(entry)
    FaultPoint.reach("done")
  }
}

extension OriginalRecord {
  /// Creates the record of the original that an ended attempt keeps.
  init(_ entry: JournalEntry, keptAt: Int64) {
    self.init(
      keep: entry.directory.appending(entry.keep), path: entry.directory.appending(entry.name),
      target: entry.directory.appending(entry.target), job: entry.job,
      original: (entry.original.size, entry.original.inode, entry.originalSHA256),
      result: (entry.resultSize ?? 0, entry.resultInode ?? 0, entry.resultSHA256 ?? ""), keptAt: keptAt,
      deleteAfter: entry.keepSecs.map { keptAt + $0 })
  }
}
