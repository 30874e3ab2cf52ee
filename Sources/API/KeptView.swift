/// The originals that are kept beside their replacements, as the ledger knows them: what they take of the disk, and until
/// when.
public struct KeptView: Codable, Hashable, Sendable {
  /// How many there are, and their bytes.
  public var files: Int, bytes: Int64
  /// How many of them stay until somebody removes them, and their bytes.
  public var stayingFiles: Int, stayingBytes: Int64
  /// When the first and the last of the others go, in ISO 8601, UTC.
  public var nextAt: String?, lastAt: String?

  /// A sum from its parts.
  public init(
    files: Int = 0, bytes: Int64 = 0, stayingFiles: Int = 0, stayingBytes: Int64 = 0, nextAt: String? = nil,
    lastAt: String? = nil
  ) {
    (self.files, self.bytes) = (files, bytes)
    (self.stayingFiles, self.stayingBytes) = (stayingFiles, stayingBytes)
    (self.nextAt, self.lastAt) = (nextAt, lastAt)
  }
}
