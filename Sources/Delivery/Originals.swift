import API
import Ledger
import Platform

/// The originals that are kept, found again by inode or content when somebody renamed things in their directory.
public struct Originals: Sendable {
  let ledger: Ledger
  /// Whose notes are believed.
  public let users: Set<UInt32>

  /// Those that one ledger knows, and those whose notes lie beside files that are asked for.
  public init(ledger: Ledger, users: Set<UInt32> = NoteTrust.users()) {
    (self.ledger, self.users) = (ledger, users)
  }

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
      record.keep.parent == path.parent
        && (status?.inode == record.resultInode && status?.size == record.resultSize
          || status?.inode == record.originalInode && status?.size == record.originalSize)
    }
    let record = known.last(where: isNamed) ?? known.last(where: isFile)
    if let record, try await look(record)?.keep != nil { return record }
    // In a directory that was renamed, the note knows better.
    let noted = try notes(in: path.parent)
    guard var other = noted.last(where: isNamed) ?? noted.last(where: isFile) else { return record }
    if let row = known.last(where: { $0.isAbout(other) }), try await look(other)?.trust == .ours {
      other.job = row.job
    }
    return other
  }

  /// Whether a name is that of a note beside a kept original.
  public static func isNote(_ name: [UInt8]) -> Bool {
    let suffix = Array((Replacer.keepSuffix + OriginalNote.suffix).utf8)
    return name.count > suffix.count && name.suffix(suffix.count) == suffix[...]
  }

  /// The originals that notes in a directory tell of, as if they had been put away now. None is judged yet.
  public func notes(in directory: Path) throws -> [OriginalRecord] {
    let handle = try DirectoryHandle(directory)
    return try DirectoryListing(in: handle.file).names.filter(Self.isNote).compactMap { name in
      let keep = directory.appending(Array(name.dropLast(OriginalNote.suffix.utf8.count)))
      return OriginalNote.read(name, in: handle)?.note.record(
        keep: keep, keptAt: Timestamp.nowNs() / 1_000_000_000)
    }
  }
}

extension Originals {
  /// Looks for a kept original, its replacement and its note in their directory; nil when that is not there.
  ///
  /// In another directory they are only looked for by our own word, where the ledger has seen the replacement since, and
  /// only with a note of ours there, moved with them. What a note says holds in its own directory.
  public func look(_ record: OriginalRecord, progress: @escaping @Sendable () -> Void = {}) async throws
    -> KeptOriginal?
  {
    let home = (try? DirectoryHandle(record.keep.parent)) as DirectoryHandle?
    var nearest: KeptOriginal?
    if let home { nearest = try await look(record, in: home, asks: record.source, progress) }
    if nearest?.keep != nil || record.source == .note { return nearest }
    for path in try await ledger.paths(inode: record.resultInode) where path.parent != record.keep.parent {
      guard let directory = try? DirectoryHandle(path.parent) else { continue }
      let found = try await look(record, in: directory, asks: .note, progress)
      if found.keep != nil, found.trust == .ours { return found }
    }
    return nearest
  }

  private func look(
    _ record: OriginalRecord, in directory: DirectoryHandle, asks source: OriginalRecord.Source,
    _ progress: @escaping @Sendable () -> Void
  ) async throws -> KeptOriginal {
    let files = try OriginalFiles(in: directory), place = NoteTrust.Ownership(try directory.file.status())
    func find(byContent: Bool) async throws -> (keep: [UInt8]?, replacement: [UInt8]?) {
      (
        try await files.find(
          size: record.originalSize, inode: record.originalInode, sha256: record.originalSHA256,
          first: record.keep.name, byContent: byContent, progress),
        try await files.find(
          size: record.resultSize, inode: record.resultInode, sha256: record.resultSHA256,
          first: record.target.name, byContent: byContent, progress)
      )
    }
    let byInode = try await find(byContent: false)
    let names = Set([record.keep.name] + (byInode.keep.map { [$0] } ?? [])).flatMap {
      OriginalNote.names($0, name: record.path.name)
    }
    let notes = Set(names).sorted { $0.lexicographicallyPrecedes($1) }.compactMap {
      OriginalNote.read($0, in: directory)
    }.filter { $0.note.isAbout(record) }
    func trust(_ note: OriginalNote.Found) -> NoteTrust {
      NoteTrust.judge(
        note: .init(note.status), in: place, hasKeptByInode: byInode.keep != nil, users: users)
    }
    let ours = notes.first { trust($0) == .ours }
    let isGenuine = notes.contains { NoteTrust.objection(to: .init($0.status), users: users) == nil }
    // Contents are read only for those who are believed: a forged note must not have us read for hours.
    let found = source == .job || isGenuine ? try await find(byContent: true) : byInode
    let judged: NoteTrust =
      if source == .job || ours != nil {
        .ours
      } else if isGenuine, found.keep == nil {
        // It tells the truth, and what it tells of is gone.
        .ours
      } else {
        notes.first.map(trust) ?? .foreign("it was found by a note that is not there any more")
      }
    return KeptOriginal(
      record: record, directory: directory, keep: found.keep, replacement: found.replacement, trust: judged,
      note: ours ?? notes.first, metadata: ours?.note.metadata?.metadata)
  }
}

extension OriginalRecord {
  /// Whether another record tells of the same original and replacement, wherever they are.
  func isAbout(_ other: OriginalRecord) -> Bool {
    originalInode == other.originalInode && originalSHA256 == other.originalSHA256
      && resultSHA256 == other.resultSHA256
  }
}
