import API
import Ledger
import Platform

extension Replacer {
  /// What recovery came to.
  public struct Recovered: Sendable {
    /// Attempts whose result has the name and whose original is now put away.
    public var delivered: [JournalEntry] = []
    /// What a person has to look at.
    public var left: [Reason] = []
  }

  /// Ends what a killed run began, as far as what lies on the disk leaves no doubt.
  ///
  /// Decided by inode, never by the journal alone; anything in doubt is left exactly as it is.
  public func recover() async throws -> Recovered {
    var recovered = Recovered()
    for attempt in try await ledger.openAttempts() {
      var entry = attempt
      do {
        switch try await end(&entry) {
        case .abandoned: break
        case .delivered: recovered.delivered.append(entry)
        case .doubtful: recovered.left.append(Self.interrupted(entry))
        }
      } catch let error as LedgerError {
        throw error
      } catch {
        recovered.left.append(Reason(.replaceInterrupted, "\(Self.interrupted(entry).detail) (\(error))"))
      }
    }
    return recovered
  }

  private enum End { case abandoned, delivered, doubtful }

  private func end(_ entry: inout JournalEntry) async throws -> End {
    let directory = try DirectoryHandle(entry.directory)
    let named = try directory.status(of: entry.name)
    let staged = try directory.status(of: entry.staging)
    let kept = try directory.status(of: entry.keep)
    let (original, result) = (entry.original, entry.resultInode)
    func isOriginal(_ status: FileStatus?) -> Bool {
      status?.inode == original.inode && status?.size == original.size
    }
    func isResult(_ status: FileStatus?) -> Bool { status != nil && status?.inode == result }

    if entry.state != .intent, isResult(named), isOriginal(staged), kept == nil {
      _ = try await finish(&entry, in: directory)
      return .delivered
    }
    if entry.state != .intent, isResult(named), staged == nil, isOriginal(kept) {
      try await writeDown(&entry)
      return .delivered
    }
    // The staging file bears this attempt's own unique name; only the original must never be taken for it.
    let isOurs = entry.state == .intent ? staged?.inode != original.inode : isResult(staged)
    guard entry.state != .swapped, staged == nil ? !isResult(named) : isOurs else { return .doubtful }
    try directory.remove(entry.staging)
    try directory.sync()
    entry.state = .abandoned
    try await ledger.advance(entry)
    return .abandoned
  }
}
