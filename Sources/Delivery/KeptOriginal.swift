import API
import Ledger
import Platform

/// A kept original as it was found: its directory, held open, and the names of the files in it.
public struct KeptOriginal: Sendable {
  /// The record by which it was looked for.
  public let record: OriginalRecord
  /// The directory of the kept file, the replacement and the note.
  public let directory: DirectoryHandle
  /// The names of the kept file and of the replacement; nil where they are not there.
  let keep: [UInt8]?, replacement: [UInt8]?
  /// Whether more may be done than its own directory's owner could do.
  public let trust: NoteTrust
  /// The note that speaks of it, ours or not.
  let note: OriginalNote.Found?
  /// The owner, mode and attributes that it had, by a note that may be believed in this.
  let metadata: FileMetadata?

  /// Where its file will be after a restore.
  public var place: Path { directory.file.path.appending(record.path.name) }
  /// Where it is kept; nil when it is not there.
  public var keepPath: Path? { keep.map { directory.file.path.appending($0) } }
  /// Whether its replacement is there.
  public var isReplaced: Bool { replacement != nil }

  /// Why nothing may be done that only a note of ours allows; nil when it may.
  var distrust: Reason? {
    guard case .foreign(let why) = trust else { return nil }
    return Reason(
      .foreignNote,
      "'\(record.keep)': \(why); if you trust it, have root own it and nobody else write it, or do by hand what it says"
    )
  }

  /// Why a restore may not be done either; nil when it may. A stranger's note speaks of its owner's files alone.
  func objectionToRestore() throws -> Reason? {
    guard let distrust else { return nil }
    guard let note, note.status.mode & 0o022 == 0, let keep, let replacement else { return distrust }
    let owners = try [keep, replacement].map { try directory.status(of: $0)?.owner }
    return owners.allSatisfy { $0 == note.status.owner } ? nil : distrust
  }
}

/// The regular files of an open directory, found by inode or by content.
struct OriginalFiles: Sendable {
  let directory: DirectoryHandle
  private let listing: DirectoryListing

  init(in directory: DirectoryHandle) throws {
    self.directory = directory
    listing = try DirectoryListing(in: directory.file)
  }

  /// The name of a file, that by which it was known first; nil when it is not there. Inodes of network filesystems, and of some in
  /// user space, do not survive a remount: then the content counts, where it is asked.
  func find(
    size: Int64, inode: UInt64, sha256: String?, first: [UInt8], byContent: Bool,
    _ progress: @escaping @Sendable () -> Void
  ) async throws -> [UInt8]? {
    func isIt(_ status: FileStatus?) -> Bool {
      status?.kind == .regular && status?.size == size && status?.inode == inode
    }
    if try isIt(directory.status(of: first)) { return first }
    var alike: [[UInt8]] = []
    for entry in listing.entries {
      guard let status = try listing.status(entry), status.kind == .regular, status.size == size else {
        continue
      }
      let name = Array(listing.name(entry))
      if status.inode == inode { return name }
      alike.append(name)
    }
    guard byContent, let sha256 else { return nil }
    for name in alike {
      guard let file = try? directory.open(name), try file.status().kind == .regular,
        try await SHA256.hash(of: file, progress: progress) == sha256
      else { continue }
      return name
    }
    return nil
  }
}
