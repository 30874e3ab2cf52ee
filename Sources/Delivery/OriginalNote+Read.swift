import API
import FoundationEssentials
import Glibc
import Ledger
import Platform

/// Notes as they lie in a directory, where anybody may have put anything under their names.
extension OriginalNote {
  /// A note as it was found, and the status of its file.
  struct Found: Sendable {
    var name: [UInt8]
    var note: OriginalNote
    var status: FileStatus
  }

  /// The most bytes of a note. A file may have some attributes of 64 KiB each, which take a third more in base64.
  static let longest: Int64 = 4 << 20

  /// The note under a name; nil for anything that is none: another kind of file, one that is too long, and what names
  /// files elsewhere or has impossible numbers.
  static func read(_ name: [UInt8], in directory: DirectoryHandle) -> Found? {
    // A device may do something when it is opened, so the kind comes first, and once more of what was opened.
    guard let seen = (try? directory.status(of: name)) ?? nil, isReadable(seen),
      let file = try? directory.open(name), let status = try? file.status(), status.sameFile(as: seen),
      isReadable(status), let text = try? file.read(count: Int(status.size), at: 0),
      let note = try? JSON.decode(OriginalNote.self, from: text), note.isSound
    else { return nil }
    return Found(name: name, note: note, status: status)
  }

  private static func isReadable(_ status: FileStatus) -> Bool {
    status.kind == .regular && status.size > 0 && status.size <= longest
  }

  private var isSound: Bool {
    func isName(_ name: [UInt8]) -> Bool {
      (1...Int(NAME_MAX)).contains(name.count) && !name.contains(0) && !name.contains(UInt8(ascii: "/"))
        && name != Array(".".utf8) && name != Array("..".utf8)
    }
    func isHash(_ text: String) -> Bool {
      text.utf8.count == 64 && text.utf8.allSatisfy { Set("0123456789abcdef".utf8).contains($0) }
    }
    return isName(originalName) && isName(newName) && originalSize >= 0 && newSize >= 0 && isHash(newHash)
      && (hash.map(isHash) ?? true)
  }

  /// Whether it tells of the original with this inode and hash.
  func isAbout(_ original: UInt64, _ sha256: String?) -> Bool { inode == original && hash == sha256 }

  /// Whether it tells what a record tells.
  func isAbout(_ record: OriginalRecord) -> Bool {
    isAbout(record.originalInode, record.originalSHA256) && originalSize == record.originalSize
      && newHash == record.resultSHA256 && newSize == record.resultSize
  }

  /// Removes the notes about an original that goes; what has one of their names and tells of something else stays.
  static func remove(
    about inode: UInt64, _ sha256: String?, _ keep: [UInt8], name: [UInt8], in directory: DirectoryHandle
  ) throws {
    for name in names(keep, name: name) {
      // There are filesystems whose inodes do not last.
      guard let note = read(name, in: directory)?.note,
        note.inode == inode || sha256 != nil && note.hash == sha256
      else { continue }
      try directory.remove(name)
    }
  }
}

extension OriginalNote {
  /// The longest time that is believed, a thousand years in seconds.
  private static let longestStay: Double = 31_556_952_000

  private var keepSecs: Int64? {
    func instant(_ text: String) -> Date? { try? Date(text, strategy: .iso8601) }
    guard let end = deleteAfter.flatMap(instant), let begin = instant(transcodedAt) else { return nil }
    let secs = end.timeIntervalSince(begin)
    return secs <= Self.longestStay ? Int64(max(0, secs)) : nil
  }

  /// A record for a ledger that never heard of the original, whose note was found beside this keep name.
  func record(keep: Path, keptAt: Int64) -> OriginalRecord {
    var record = OriginalRecord(
      keep: keep, path: keep.parent.appending(originalName), target: keep.parent.appending(newName), job: nil,
      original: (originalSize, inode, hash), result: (newSize, newInode, newHash), keptAt: keptAt,
      deleteAfter: keepSecs.map { keptAt.saturatingAdd($0) })
    record.source = .note
    return record
  }
}
