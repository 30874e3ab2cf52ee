import API
import Ledger
import Platform

/// The small record beside a kept original, by which a person, or a restore without the ledger, finds its place.
struct OriginalNote: Encodable {
  var transcodedAt: String
  var originalFile: String
  var originalFileB64: String?
  var originalSize: Int64
  var newSize: Int64
  var savingsBytes: Int64
  var inode: UInt64

  private let path: Path

  private enum CodingKeys: String, CodingKey {
    case transcodedAt, originalFile, originalFileB64, originalSize, newSize, savingsBytes, inode
  }

  init(_ entry: JournalEntry) {
    let view = PathView(Path(bytes: entry.name))
    transcodedAt = Timestamp.now()
    (originalFile, originalFileB64) = (view.path, view.pathB64)
    (originalSize, newSize) = (entry.original.size, entry.resultSize ?? 0)
    savingsBytes = originalSize - newSize
    inode = entry.original.inode
    path = Self.path(entry.directory.appending(entry.keep))
  }

  /// Where the note of a kept original is.
  static func path(_ keep: Path) -> Path { keep.suffixed(".json") }

  func write() throws { try Files.writeAtomically(try JSON.pretty(self), to: path) }
}
