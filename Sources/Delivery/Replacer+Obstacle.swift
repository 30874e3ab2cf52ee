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
    if let reason = Self.tooLong([path, note]) { return reason }
    for path in [keep, note] where try FileStatus.ifPresent(path) != nil { return Self.taken(path) }
    return nil
  }

  /// Why files beside each other could not all have their names; nil when they can. With them come unfinished files, whose
  /// names are shorter than `stagingLength`.
  public static func tooLong(_ paths: [Path]) -> Reason? {
    for path in paths {
      let length = max(path.bytes.count, path.parent.bytes.count + 1 + stagingLength)
      // PATH_MAX counts the zero at the end as well (limits.h).
      guard path.name.count <= Int(NAME_MAX), length < Int(PATH_MAX) else {
        return Reason(
          .nameTaken,
          "its name or its path is too long for '<name>\(Self.keepSuffix)\(OriginalNote.suffix)' beside it (\(NAME_MAX) and "
            + "\(PATH_MAX - 1) bytes at most); shorten it")
      }
    }
    return nil
  }

  /// The longest name of an unfinished file, `.condense-<job>-<random>.tmp` with numbers of 19 and 10 digits.
  private static let stagingLength = 44

  /// Whether a finished result waits beside its original for a better moment.
  private func isWaiting(_ entry: JournalEntry) async throws -> Bool {
    guard entry.kind == .replace, let directory = try? DirectoryHandle(entry.directory) else { return false }
    return try await situation(of: entry, in: directory).next(after: entry.state) == .resume
  }

  static let waiting = Reason(
    .inUse,
    "another program has it open; its finished result waits beside it and takes its place in a later run")
}
