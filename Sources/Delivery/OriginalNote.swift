import API
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

  init(_ request: Replacer.Request, keep: Path, resultSize: Int64) {
    let view = PathView(Path(bytes: request.path.name))
    transcodedAt = Timestamp.now()
    (originalFile, originalFileB64) = (view.path, view.pathB64)
    (originalSize, newSize) = (request.seen.size, resultSize)
    savingsBytes = request.seen.size - resultSize
    inode = request.seen.inode
    path = keep.suffixed(".json")
  }

  func write() throws { try Files.writeAtomically(try JSON.pretty(self), to: path) }
}
