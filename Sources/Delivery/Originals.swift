import API
import Ledger
import Platform

/// The originals that are kept, found again by inode or content when somebody renamed things.
public struct Originals: Sendable {
  let ledger: Ledger

  /// Those that one ledger knows, and those whose notes lie beside files that are asked for.
  public init(ledger: Ledger) { self.ledger = ledger }

  /// The original that a job put away; nil when none is kept.
  public func find(job: Int64) async throws -> OriginalRecord? {
    try await ledger.originals().last { $0.job == job }
  }

  /// The original of a file, by the replacement's path, its own or its note's; nil when none is kept.
  public func find(_ path: Path) async throws -> OriginalRecord? {
    let known = try await ledger.originals()
    func isNamed(_ record: OriginalRecord) -> Bool {
      [record.target, record.path, record.keep, OriginalNote.path(record.keep)].contains(path)
    }
    let status = try FileStatus.ifPresent(path)
    func isFile(_ record: OriginalRecord) -> Bool {
      status?.inode == record.resultInode && status?.size == record.resultSize
        || status?.inode == record.originalInode && status?.size == record.originalSize
    }
    let record = known.last(where: isNamed) ?? known.last(where: isFile)
    if let record, try await keptFile(record) != nil { return record }
    // In a directory that was renamed, the note knows better.
    let noted = try notes(in: path.parent)
    return noted.last(where: isNamed) ?? noted.last(where: isFile) ?? record
  }

  /// Whether a name is that of a note beside a kept original.
  public static func isNote(_ name: [UInt8]) -> Bool {
    let suffix = Array((Replacer.keepSuffix + OriginalNote.suffix).utf8)
    return name.suffix(suffix.count) == suffix[...]
  }

  /// Whether it is where it could be expected.
  public func isKept(_ record: OriginalRecord) async throws -> Bool { try await keptFile(record) != nil }

  /// Whether its replacement is where it could be expected.
  public func isReplaced(_ record: OriginalRecord) async throws -> Bool {
    try await replacement(record) != nil
  }

  /// The originals that notes in a directory tell of, as if they had been put away now.
  public func notes(in directory: Path) throws -> [OriginalRecord] {
    // Where everybody may write but nobody may move what is another's (S_ISVTX), only our own notes are followed.
    let isShared = try FileStatus.of(directory).mode & 0o1000 != 0
    return try DirectoryListing(directory).names.filter(Self.isNote)
      .compactMap { name in
        let keep = directory.appending(Array(name.dropLast(OriginalNote.suffix.utf8.count)))
        guard let note = OriginalNote.read(directory.appending(name)), !isShared || note.metadata != nil
        else { return nil }
        return note.record(keep: keep, keptAt: Timestamp.nowNs() / 1_000_000_000)
      }
  }

  /// Where the kept original is now; nil when it is in no place where it could be expected.
  func keptFile(_ record: OriginalRecord) async throws -> Path? {
    try await find(
      size: record.originalSize, inode: record.originalInode, sha256: record.originalSHA256,
      first: record.keep, in: try await directories(record))
  }

  /// Where the replacement is now; nil when it is in no place where it could be expected.
  func replacement(_ record: OriginalRecord) async throws -> Path? {
    try await find(
      size: record.resultSize, inode: record.resultInode, sha256: record.resultSHA256, first: record.target,
      in: try await directories(record))
  }

  /// A directory that was renamed is known by where the replacement was last seen.
  private func directories(_ record: OriginalRecord) async throws -> [Path] {
    var found = [record.keep.parent]
    for path in try await ledger.paths(inode: record.resultInode) where !found.contains(path.parent) {
      found.append(path.parent)
    }
    return found
  }

  private func find(size: Int64, inode: UInt64, sha256: String?, first: Path, in directories: [Path])
    async throws -> Path?
  {
    if let status = try FileStatus.ifPresent(first), status.inode == inode, status.size == size {
      return first
    }
    var alike: [Path] = []
    for directory in directories {
      guard let listing = try? DirectoryListing(directory) else { continue }
      for name in listing.names {
        let path = directory.appending(name)
        guard let status = try FileStatus.ifPresent(path), status.kind == .regular, status.size == size else {
          continue
        }
        if status.inode == inode { return path }
        alike.append(path)
      }
    }
    for path in alike where try await SHA256.hash(of: OpenFile.open(path, for: .read)) == sha256 {
      return path
    }
    return nil
  }
}
