import API
import Ledger
import Platform

extension Originals {
  /// The result of removing an original whose time was up.
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

  /// Removes a kept original, once its replacement has been read and is what was verified, to the last byte. `progress` is
  /// called for every piece that was read.
  public func purge(_ record: OriginalRecord, progress: @escaping @Sendable () -> Void = {}) async throws
    -> Purged
  {
    guard let found = try await look(record, progress: progress) else { return Self.away(record) }
    if let reason = found.distrust { return .left(reason) }
    guard let replacement = found.replacement else {
      if found.keep == nil, record.source == .note {
        try await forget(found)
        return .missing
      }
      return found.keep == nil ? Self.away(record) : Self.unreplaced(record)
    }
    let (directory, place) = (found.directory, found.directory.file.path.appending(replacement))
    let held = try directory.open(replacement)
    held.dropCache()
    guard try await SHA256.hash(of: held, progress: progress) == record.resultSHA256 else {
      return .left(
        Reason(
          .verificationFailed,
          "'\(record.keep)' stays: '\(place)' is not what was verified; restore it, or delete it yourself"))
    }
    FaultPoint.reach("purge-verified")
    // One that somebody gave another name is theirs now.
    guard let keep = found.keep, keep == record.keep.name, let status = try directory.status(of: keep) else {
      try await forget(found)
      return .missing
    }
    let kept = try directory.open(keep)
    guard try kept.status().sameContent(as: status) else { return .left(Self.changed(record)) }
    // A note may have been moved here by others, and an inode have become another file's.
    if record.source == .note {
      guard try await SHA256.hash(of: kept, progress: progress) == record.originalSHA256 else {
        return .left(Self.changed(record))
      }
    }
    guard try directory.status(of: keep)?.sameContent(as: try kept.status()) == true else {
      return .left(Self.changed(record))
    }
    try directory.remove(keep)
    FaultPoint.reach("purge-removed")
    try directory.sync()
    try await forget(found)
    return .removed(bytes: record.originalSize)
  }

  private static func unreplaced(_ record: OriginalRecord) -> Purged {
    .left(
      Reason(
        .sourceVanished,
        "'\(record.keep)' stays: its replacement is not at '\(record.target)' any more; delete it yourself if "
          + "you do not want it"))
  }

  private static func away(_ record: OriginalRecord) -> Purged {
    .left(
      Reason(
        .sourceVanished,
        "'\(record.keep)' is not there, nor is its replacement: is their disk mounted? They are looked for again"
      ))
  }

  private static func changed(_ record: OriginalRecord) -> Reason {
    Reason(
      .verificationFailed,
      "'\(record.keep)' stays: it is not what was put away; look at it, and delete it yourself")
  }

  /// Nothing is kept any more: the note goes, then the ledger's word.
  private func forget(_ found: KeptOriginal) async throws {
    let record = found.record
    try OriginalNote.remove(
      about: record.originalInode, record.originalSHA256, record.keep.name, name: record.path.name,
      in: found.directory)
    FaultPoint.reach("purge-noted")
    try await ledger.release(record)
  }
}
