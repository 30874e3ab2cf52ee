import API
import Glibc
import Ledger
import Platform

extension Replacer {
  /// The result of a recovery.
  public struct Recovered: Sendable {
    /// Attempts whose result has its name and whose original is now put away.
    public var delivered: [JournalEntry] = []
    /// The attempts that wait for a better moment, or that a person has to look at.
    public var left: [Reason] = []
  }

  /// Ends what a killed run began, as far as what lies on the disk leaves no doubt.
  ///
  /// Decided by what lies there, never by the journal alone; anything in doubt is left exactly as it is.
  public func recover() async throws -> Recovered {
    var recovered = Recovered()
    for attempt in try await ledger.openAttempts() {
      let one = try await recover(attempt)
      recovered.delivered += one.delivered
      recovered.left += one.left
    }
    return recovered
  }

  /// The same for one attempt, for as long as its disk takes.
  public func recover(_ attempt: JournalEntry) async throws -> Recovered {
    var entry = attempt
    do {
      let isDelivered =
        switch entry.kind {
        case .replace: try await end(&entry)
        case .restore: try await Restorer(ledger: ledger).end(&entry)
        }
      return Recovered(delivered: isDelivered ? [entry] : [])
    } catch let error as LedgerError {
      throw error
    } catch let reason as Reason {
      return Recovered(left: [reason])
    } catch {
      return Recovered(left: [Self.interrupted(entry, error)])
    }
  }

  /// Ends one attempt to replace; true when the result has its name. Throws a `Reason` when it stays open.
  private func end(_ entry: inout JournalEntry) async throws -> Bool {
    let directory = try Self.directory(of: entry)
    try await removeSecondNames(of: entry, in: directory)
    let situation = try await situation(of: entry, in: directory)
    FaultPoint.reach("recovering")
    switch situation.next(after: entry.state) {
    case .discard where situation.isEmpty && directory.isElsewhere(than: entry): throw Self.offline(entry)
    case .discard:
      try await abandon(&entry, in: directory, because: Self.conflict)
      return false
    case .resume:
      return try await resume(&entry, in: directory)
    case .unswap:
      try directory.exchange(entry.name, entry.staging)
      FaultPoint.reach("unswapped")
      try await abandon(&entry, in: directory, because: Self.conflict)
      return false
    case .putAway:
      guard try await isWhole(situation.target ?? situation.name, entry, in: directory) else {
        throw Self.interrupted(entry)
      }
      entry.state = .swapped
      try directory.sync()
      try await ledger.advance(entry)
      try await putAway(&entry, in: directory)
      return true
    case .writeDown:
      try directory.sync()
      try await writeDown(&entry, in: directory)
      return true
    case .doubt:
      throw Self.interrupted(entry, Reason(.replaceInterrupted, "\(situation)"))
    }
  }

  /// Whether what has the result's name is the result to the last byte; what somebody put there since is not asked.
  private func isWhole(_ found: Situation.Found, _ entry: JournalEntry, in directory: DirectoryHandle)
    async throws -> Bool
  {
    guard found == .result else { return true }
    return try await SHA256.hash(of: directory.open(entry.target)) == entry.resultSHA256
  }

  /// Goes on at step 7 with a result that was finished before.
  private func resume(_ entry: inout JournalEntry, in directory: DirectoryHandle) async throws -> Bool {
    var attempt = Attempt(
      entry: entry, directory: directory, original: try directory.open(entry.name),
      staging: try directory.open(entry.staging))
    do {
      guard try await SHA256.hash(of: attempt.staging) == entry.resultSHA256 else {
        throw Reason(.ioError, "the finished result is damaged; it is made again")
      }
      try await swap(&attempt)
    } catch let reason as Reason where reason.code == .inUse {
      throw Self.waiting
    } catch  where !attempt.isSwapped {
      try await abandon(&entry, in: directory, because: error)
      return false
    }
    _ = try await finish(attempt)
    return true
  }
}

extension Replacer {
  private static func directory(of entry: JournalEntry) throws -> DirectoryHandle {
    do { return try DirectoryHandle(entry.directory) } catch {
      throw error.errno == ENOENT ? offline(entry) : error as any Error
    }
  }

  private static func offline(_ entry: JournalEntry) -> Reason {
    Reason(
      .offline,
      "'\(entry.directory)' is not on the disk that it was on; what was begun there goes on when it is back")
  }
}

extension DirectoryHandle {
  fileprivate func isElsewhere(than entry: JournalEntry) -> Bool {
    (try? file.status().device) != entry.original.device
  }
}
