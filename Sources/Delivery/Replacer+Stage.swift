import API
import Ledger
import Platform

extension Replacer {
  /// Steps 3 to 6: a complete, checked copy of the result, with the original's metadata, on the disk.
  func stage(_ request: Request, in directory: DirectoryHandle, _ entry: inout JournalEntry)
    async throws -> OpenFile
  {
    let hash = try await SHA256.hash(of: request.result)
    entry.originalSHA256 = try await SHA256.hash(of: request.original)
    let staging = try directory.create(entry.staging)
    entry.resultInode = try staging.status().inode
    FaultPoint.reach("staging-created")
    try await staging.copyContent(of: request.result)
    FaultPoint.reach("staging-copied")
    try Self.carryMetadata(from: request.original, to: staging)
    FaultPoint.reach("staging-synced")
    staging.dropCache()
    guard try await SHA256.hash(of: staging) == hash else {
      throw Reason(.ioError, "what was written to '\(staging.path)' is not what is read back; check the disk")
    }
    try directory.sync()
    FaultPoint.reach("staging-named")
    (entry.resultSize, entry.resultSHA256) = (try staging.status().size, hash)
    entry.state = .ready
    try await ledger.advance(entry)
    FaultPoint.reach("ready")
    return staging
  }

  /// Gives the result the original's metadata, sees that it has it, and forces all to the disk.
  static func carryMetadata(from original: OpenFile, to staging: OpenFile) throws {
    do throws(SystemError) { try staging.takeMetadata(from: original) } catch {
      throw Reason(.metadataNotKept, "owner, mode, ACL, attributes or times cannot be carried over: \(error)")
    }
    guard try FileMetadata.of(staging) == FileMetadata.of(original) else {
      throw Reason(
        .metadataNotKept,
        "this filesystem took owner, mode, ACL, attributes and times, and does not give them back the same")
    }
    if !FaultPoint.skips("staging-sync") { try staging.sync() }
  }
}
