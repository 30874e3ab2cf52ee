import Ledger
import Platform

extension Replacer {
  /// Looks at what lies under an attempt's names.
  func situation(of entry: JournalEntry, in directory: DirectoryHandle) async throws -> Situation {
    Situation(
      name: try await found(entry.name, of: entry, in: directory),
      staging: try await found(entry.staging, of: entry, in: directory),
      keep: try await found(entry.keep, of: entry, in: directory),
      target: entry.isInPlace ? nil : try await found(entry.target, of: entry, in: directory))
  }

  func found(_ name: [UInt8], of entry: JournalEntry, in directory: DirectoryHandle) async throws
    -> Situation.Found
  {
    guard let status = try directory.status(of: name) else { return .nothing }
    if entry.original.isContent(of: status) { return .original }
    if let inode = entry.keepInode, status.inode == inode, status.size == entry.original.size {
      return .original
    }
    if let size = entry.resultSize, status.inode == entry.resultInode, status.size == size { return .result }
    // Inodes of network filesystems, and of some in user space, do not survive a remount.
    guard status.kind == .regular, [entry.original.size, entry.resultSize].contains(status.size) else {
      return .other
    }
    return switch try await SHA256.hash(of: directory.open(name)) {
    case entry.originalSHA256: .original
    case entry.resultSHA256: .result
    default: .other
    }
  }

  /// Takes away second names that a step made of two system calls left behind, so that each file has one.
  func removeSecondNames(of entry: JournalEntry, in directory: DirectoryHandle) async throws {
    let situation = try await situation(of: entry, in: directory)
    switch (situation.name, situation.staging, situation.keep) {
    case (.original, _, .original):
      guard try isOneFile(entry.name, entry.keep, in: directory) else { return }
      try directory.remove(entry.keep)
    case (_, .original, .original):
      guard try isOneFile(entry.staging, entry.keep, in: directory) else { return }
      try directory.remove(entry.staging)
    case (_, .result, _) where situation.target == .result:
      guard try isOneFile(entry.staging, entry.target, in: directory) else { return }
      try directory.remove(entry.staging)
    default: return
    }
    try directory.sync()
  }

  /// Whether two names with the same content lead to one file, and not to somebody's copy of it. There are filesystems
  /// on which two names of one file have two inodes; the number of its names they tell.
  private func isOneFile(_ a: [UInt8], _ b: [UInt8], in directory: DirectoryHandle) throws -> Bool {
    guard a != b, let first = try directory.status(of: a), let second = try directory.status(of: b) else {
      return false
    }
    return first.sameFile(as: second) || max(first.links, second.links) > 1
  }
}
