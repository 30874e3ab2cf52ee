import API
import FoundationEssentials
import Glibc
import Ledger
import Platform

/// The small record beside a kept original, by which a person, or a restore without the ledger, finds its place.
struct OriginalNote: Codable {
  /// An extended attribute; the value in base64.
  struct Attribute: Codable {
    var name: String
    var nameB64: String?
    var valueB64: String
  }

  /// The original's attributes beside its content; `mode` in octal.
  struct Metadata: Codable {
    var mode: String
    var owner: UInt32, group: UInt32
    var mtimeNs: Int64
    var attributes: [Attribute]
  }

  var transcodedAt: String
  /// Absent: for ever.
  var deleteAfter: String?
  var originalFile: String, originalFileB64: String?
  var newFile: String, newFileB64: String?
  var originalSize: Int64, newSize: Int64, savingsBytes: Int64
  /// The original's inode and SHA-256, and the replacement's.
  var inode: UInt64, hash: String?
  var newInode: UInt64, newHash: String
  /// Nil where it says nothing of that.
  var metadata: Metadata?

  static let suffix = ".json"

  /// Where the note of a kept original is.
  static func path(_ keep: Path) -> Path { keep.suffixed(suffix) }

  /// Returns the names that the note may have when the kept file was renamed since.
  static func names(_ keep: [UInt8], name: [UInt8]) -> Set<[UInt8]> {
    [keep + Array(suffix.utf8), name + Array((Replacer.keepSuffix + suffix).utf8)]
  }

  /// Writes it beside a kept original, so that a power cut leaves the whole note or none. Returns false where a file has the
  /// name that is no note of ours about this original; that file is left as it is.
  func write(beside keep: [UInt8], in directory: DirectoryHandle, mode: UInt32) throws -> Bool {
    let name = keep + Array(Self.suffix.utf8), temporary = Files.temporaryName(for: name)
    try directory.remove(temporary)
    let file = try directory.create(temporary)
    do {
      try file.write(try JSON.pretty(self))
      // It tells of the original's attributes, so nobody may read it who may not read the original.
      try file.setMode(mode & 0o644)
      try file.sync()
      do throws(SystemError) { try directory.move(temporary, to: name) } catch  where error.errno == EEXIST {
        guard let present = Self.read(name, in: directory), [0, geteuid()].contains(present.status.owner),
          present.note.isAbout(inode, hash)
        else {
          try directory.remove(temporary)
          return false
        }
        try directory.rename(temporary, over: name)
      }
    } catch {
      try? directory.remove(temporary)
      throw error
    }
    try directory.sync()
    return true
  }

  private static func bytes(_ text: String, _ base64: String?) -> [UInt8] {
    base64.flatMap(Base64.decode) ?? Array(text.utf8)
  }
  /// The names of the original and of its replacement.
  var originalName: [UInt8] { Self.bytes(originalFile, originalFileB64) }
  var newName: [UInt8] { Self.bytes(newFile, newFileB64) }
}

extension OriginalNote {
  init(_ record: OriginalRecord, metadata: FileMetadata) {
    let (original, new) = (PathView(Path(bytes: record.path.name)), PathView(Path(bytes: record.target.name)))
    self.init(
      transcodedAt: Timestamp.iso8601(seconds: record.keptAt),
      deleteAfter: record.deleteAfter.map(Timestamp.iso8601), originalFile: original.path,
      originalFileB64: original.pathB64, newFile: new.path, newFileB64: new.pathB64,
      originalSize: record.originalSize, newSize: record.resultSize,
      savingsBytes: record.originalSize.saturatingSubtract(record.resultSize), inode: record.originalInode,
      hash: record.originalSHA256, newInode: record.resultInode, newHash: record.resultSHA256,
      metadata: Metadata(metadata))
  }
}

extension OriginalNote.Metadata {
  init(_ metadata: FileMetadata) {
    (mode, owner, group) = (String(metadata.mode, radix: 8), metadata.owner, metadata.group)
    mtimeNs = metadata.mtimeNs
    attributes = metadata.attributes.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { name, value in
      let view = PathView(Path(bytes: name))
      return .init(name: view.path, nameB64: view.pathB64, valueB64: Base64.encode(value))
    }
  }

  /// Nil when a person has written something else into it.
  var metadata: FileMetadata? {
    guard let mode = UInt32(mode, radix: 8), mode <= 0o7777 else { return nil }
    var values: [[UInt8]: [UInt8]] = [:]
    for attribute in attributes {
      guard let value = Base64.decode(attribute.valueB64) else { return nil }
      values[attribute.nameB64.flatMap(Base64.decode) ?? Array(attribute.name.utf8)] = value
    }
    return FileMetadata(mode: mode, owner: owner, group: group, mtimeNs: mtimeNs, attributes: values)
  }
}
