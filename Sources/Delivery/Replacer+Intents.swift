import Ledger
import Platform

extension Replacer {
  /// Removes the staging files of attempts that were killed before they were complete.
  ///
  /// Only a file that is not the original's inode, under the unique name of that attempt, while the
  /// original still has its own name; anything else is left for a person, who is told by `obstacle`.
  public func dropIntents() async throws {
    for var entry in try await ledger.openAttempts() where entry.state == .intent {
      guard let directory = try? DirectoryHandle(entry.directory),
        let named = try directory.status(of: entry.name), named.inode == entry.original.inode
      else { continue }
      if let staged = try directory.status(of: entry.staging) {
        if staged.inode == entry.original.inode { continue }
        try directory.remove(entry.staging)
        try directory.sync()
      }
      entry.state = .abandoned
      try await ledger.advance(entry)
    }
  }
}
