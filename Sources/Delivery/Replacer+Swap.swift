import API
import Glibc
import Ledger
import Platform

extension Replacer {
  /// Steps 7 and 8: look again, give the result its name, and look at what came of it.
  func swap(_ attempt: inout Attempt) async throws {
    let lease = FileUse(of: attempt.original)
    if lease.answer == .inUse {
      throw Reason(
        .inUse, "\(lease.detail); its finished result waits beside it and takes its place in a later run")
    }
    FaultPoint.reach("leased")
    let held = try lookAgain(attempt)
    let agreed = try FileMetadata.of(attempt.original)
    FaultPoint.reach("checked")
    try await giveName(&attempt, held)
    attempt.isSwapped = true
    FaultPoint.reach("exchanged")
    let situation = try await situation(of: attempt.entry, in: attempt.directory)
    guard situation.isSwapped || situation.isPutAway || FaultPoint.skips("recheck") else {
      guard situation.next(after: .ready) == .unswap else { throw interruptedSwap(attempt.entry, situation) }
      // Somebody renamed another file over it between the look and the exchange.
      try attempt.directory.exchange(attempt.entry.name, attempt.entry.staging)
      attempt.isSwapped = false
      // The keep name can have been taken since the look as well.
      try expectFree(attempt)
      throw Self.conflict
    }
    // A chmod of the original in just that moment is carried over as well; one of the result since then stays.
    let original = try reachable(attempt, situation)
    if try FileMetadata.of(original) != agreed {
      try Self.carryMetadata(from: original, to: attempt.staging)
    }
    withExtendedLifetime(lease.answer) {}
  }

  /// There are filesystems that answer for an open file only while it has the name that it was opened by. (On others
  /// the lease would be in the way of opening it once more.)
  private func reachable(_ attempt: Attempt, _ situation: Situation) throws -> OpenFile {
    guard situation.isPutAway, (try? FileMetadata.of(attempt.original)) == nil else {
      return attempt.original
    }
    return try attempt.directory.open(attempt.entry.keep)
  }

  /// The original must be what it was, here and under its name; only its metadata may have changed.
  private func lookAgain(_ attempt: Attempt) throws -> FileStatus {
    let held = try attempt.original.status()
    if FaultPoint.skips("recheck") { return held }
    guard attempt.entry.original.isContent(of: held) else {
      throw Reason(.sourceChanged, "it was written to while it was being encoded; the result was thrown away")
    }
    if try FileMetadata.of(attempt.staging) != FileMetadata.of(attempt.original) {
      try Self.carryMetadata(from: attempt.original, to: attempt.staging)
    }
    guard let named = try attempt.directory.status(of: attempt.entry.name) else { throw Self.vanished }
    guard named.sameFile(as: held) else { throw Self.conflict }
    try expectFree(attempt)
    return held
  }

  /// Nobody may have taken the keep name, or its note's, while the file was being encoded.
  private func expectFree(_ attempt: Attempt) throws {
    let (keep, directory) = (attempt.entry.keep, attempt.directory)
    for name in [keep, keep + Array(OriginalNote.suffix.utf8)] where try directory.status(of: name) != nil {
      throw Self.taken(directory.file.path.appending(name))
    }
  }

  /// One step in which the name leads to the result instead of the original, or a new name to the result.
  private func giveName(_ attempt: inout Attempt, _ held: FileStatus) async throws {
    let (entry, directory) = (attempt.entry, attempt.directory)
    do throws(SystemError) {
      guard entry.isInPlace else { return try directory.move(entry.staging, to: entry.target) }
      try directory.exchange(entry.name, entry.staging)
    } catch  where error.isUnsupported && entry.isInPlace {
      try await replaceByLink(&attempt, held)
    } catch  where error.errno == EEXIST {
      throw Reason(
        .nameTaken, "'\(directory.file.path.appending(entry.target))' is there already; move it away")
    } catch {
      try believe(error, entry, directory)
    }
  }

  /// Over a network, what is reported as failed may have happened.
  private func believe(_ error: SystemError, _ entry: JournalEntry, _ directory: DirectoryHandle) throws {
    if try directory.status(of: entry.target)?.inode == entry.resultInode { return }
    throw Reason(.replaceFailed, "the result could not be given its name: \(error)")
  }

  /// Without an exchange of names: the original gets its keep name as a second one, then the result the first.
  ///
  /// A file that somebody puts under the name between the last look and the rename is lost; the moment is microseconds.
  private func replaceByLink(_ attempt: inout Attempt, _ held: FileStatus) async throws {
    let (entry, directory) = (attempt.entry, attempt.directory)
    do throws(SystemError) { try directory.link(entry.name, to: entry.keep) } catch {
      if error.errno == EEXIST { throw Self.taken(directory.file.path.appending(entry.keep)) }
      throw Reason(
        .replaceFailed, "this filesystem can neither exchange two names nor link one file twice: \(error)")
    }
    FaultPoint.reach("linked")
    do {
      try directory.sync()
      FaultPoint.reach("link-synced")
      // It had the name before and after: the second name is its own.
      guard let named = try directory.status(of: entry.name), named.sameFile(as: held) else {
        throw Self.conflict
      }
      attempt.entry.keepInode = try directory.status(of: entry.keep)?.inode
      do throws(SystemError) { try directory.rename(entry.staging, over: entry.name) } catch {
        try believe(error, entry, directory)
      }
    } catch {
      try await removeSecondNames(of: attempt.entry, in: directory)
      throw error
    }
  }

  static let conflict = Reason(
    .sourceChanged, "another file took its name while it was being encoded; the result was thrown away")

  static let vanished = Reason(
    .sourceVanished, "it was moved or deleted while it was being encoded; the result was thrown away")

  static func taken(_ path: Path) -> Reason { Reason(.nameTaken, "'\(path)' is there already; move it away") }

  private func interruptedSwap(_ entry: JournalEntry, _ situation: Situation) -> Reason {
    Self.interrupted(entry, Reason(.replaceInterrupted, "\(situation)"))
  }
}
