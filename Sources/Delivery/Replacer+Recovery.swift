import API
import Ledger
import Platform

extension Replacer {
  /// Ends what a killed run began, as far as what lies on the disk leaves no doubt; returns what it could not end.
  ///
  /// Decided by inode, never by the journal alone: before the exchange the staging file is dropped, after
  /// it the original is put away. Anything else is left exactly as it is.
  public func recover() async throws -> [Reason] {
    var left: [Reason] = []
    for entry in try await ledger.openAttempts() where try await !end(entry) {
      left.append(Self.interrupted(entry))
    }
    return left
  }

  private func end(_ attempt: JournalEntry) async throws -> Bool {
    var entry = attempt
    guard let directory = try? DirectoryHandle(entry.directory) else { return false }
    let named = try directory.status(of: entry.name)
    let staged = try directory.status(of: entry.staging)
    if let named, named.inode == entry.original.inode, entry.state == .intent || entry.state == .ready {
      if let staged {
        // Once complete, the staging file is known by its inode; before that, by the attempt's own unique name.
        guard staged.inode != named.inode, entry.state == .intent || staged.inode == entry.resultInode else {
          return false
        }
        try directory.remove(entry.staging)
        try directory.sync()
      }
      entry.state = .abandoned
      try await ledger.advance(entry)
      return true
    }
    if let named, named.inode == entry.resultInode, named.size == entry.resultSize,
      entry.state == .ready || entry.state == .swapped
    {
      let kept = try directory.status(of: entry.keep)
      if staged == nil, let kept, kept.inode == entry.original.inode {
        // The last step was reached, but not written down.
        try OriginalNote(entry).write()
        entry.state = .done
        try await ledger.advance(entry)
        return true
      }
      guard let staged, staged.inode == entry.original.inode, staged.size == entry.original.size, kept == nil
      else {
        return false
      }
      _ = try await finish(&entry, in: directory)
      return true
    }
    return false
  }
}
