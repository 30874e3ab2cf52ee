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

  private func found(_ name: [UInt8], of entry: JournalEntry, in directory: DirectoryHandle) async throws
    -> Situation.Found
  {
    guard let status = try directory.status(of: name) else { return .nothing }
    if entry.original.isContent(of: status) { return .original }
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
  func removeSecondNames(of entry: JournalEntry, in directory: DirectoryHandle) throws {
    func isOneFile(_ a: [UInt8], _ b: [UInt8]) throws -> Bool {
      guard a != b, let first = try directory.status(of: a), let second = try directory.status(of: b) else {
        return false
      }
      return first.links > 1 && first.sameFile(as: second)
    }
    if try isOneFile(entry.staging, entry.keep) || isOneFile(entry.staging, entry.target) {
      try directory.remove(entry.staging)
    } else if try isOneFile(entry.name, entry.keep) {
      try directory.remove(entry.keep)
    } else {
      return
    }
    try directory.sync()
  }
}
