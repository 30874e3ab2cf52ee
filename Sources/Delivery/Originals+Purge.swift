import API
import Ledger
import Platform

extension Originals {
  /// What became of an original whose time was up.
  public enum Purged: Sendable {
    /// It is gone, and that many bytes are free.
    case removed(bytes: Int64)
    /// It is not there any more by its name: somebody removed it, or took it for something else.
    case missing
    /// It stays, and why.
    case left(Reason)
  }

  /// The originals whose time is up by both clocks.
  public func due() async throws -> [OriginalRecord] {
    let (now, uptime) = (Timestamp.nowNs() / 1_000_000_000, try await ledger.total(at: Uptime.now()))
    return try await ledger.originals().filter { $0.isDue(at: now, uptime: uptime) }
  }

  /// Removes a kept original, once its replacement has been read and is what was verified, to the last byte.
  public func purge(_ record: OriginalRecord) async throws -> Purged {
    guard let replacement = try await replacement(record) else {
      return .left(
        Reason(
          .sourceVanished,
          "'\(record.keep)' stays: its replacement is not at '\(record.target)' any more; delete it yourself if "
            + "you do not want it"))
    }
    let held = try OpenFile.open(replacement, for: .read)
    held.dropCache()
    guard try await SHA256.hash(of: held) == record.resultSHA256 else {
      return .left(
        Reason(
          .verificationFailed,
          "'\(record.keep)' stays: '\(replacement)' is not what was verified; restore it, or delete it yourself"
        ))
    }
    FaultPoint.reach("purge-verified")
    // One that somebody gave another name is theirs now.
    guard let keep = try await keptFile(record), keep.name == record.keep.name else {
      try await forget(record, record.keep.name, in: DirectoryHandle(record.keep.parent))
      return .missing
    }
    let directory = try DirectoryHandle(keep.parent)
    try directory.remove(keep.name)
    FaultPoint.reach("purge-removed")
    try directory.sync()
    try await forget(record, keep.name, in: directory)
    return .removed(bytes: record.originalSize)
  }

  /// Nothing is kept any more: the note goes, then the ledger's word.
  private func forget(_ record: OriginalRecord, _ keep: [UInt8], in directory: DirectoryHandle) async throws {
    for note in OriginalNote.names(keep, name: record.path.name) { try directory.remove(note) }
    FaultPoint.reach("purge-noted")
    try await ledger.release(record)
  }
}
