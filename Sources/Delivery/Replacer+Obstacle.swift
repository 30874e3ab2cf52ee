import API
import Glibc
import Ledger
import Platform

extension Replacer {
  /// Why a file could not be replaced later on, as far as can be seen before any work is done; else nil.
  public func obstacle(at path: Path) async throws -> Reason? {
    if let attempt = try await ledger.openAttempts(at: path).first {
      return try await isWaiting(attempt) ? Self.waiting : Self.interrupted(attempt)
    }
    let keep = Self.keepPath(path), note = OriginalNote.path(keep)
    if note.name.count > Int(NAME_MAX) {
      return Reason(.nameTaken, "its name is too long to be kept as '<name>\(Self.keepSuffix)'; shorten it")
    }
    for path in [keep, note] where try FileStatus.ifPresent(path) != nil { return Self.taken(path) }
    return nil
  }

  /// Whether a finished result waits beside its original for a better moment.
  private func isWaiting(_ entry: JournalEntry) async throws -> Bool {
    guard entry.kind == .replace, let directory = try? DirectoryHandle(entry.directory) else { return false }
    return try await situation(of: entry, in: directory).next(after: entry.state) == .resume
  }

  static let waiting = Reason(
    .inUse,
    "another program has it open; its finished result waits beside it and takes its place in a later run")
}
