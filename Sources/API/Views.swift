import Platform

/// A skipped or settling file with its reason.
public struct SkippedView: Codable, Hashable, Sendable {
  /// The file.
  public var path: String
  /// The file's exact name when it is not UTF-8.
  public var pathB64: String?
  /// The library that it was found in.
  public var library: String
  /// `skipped` or `settling`.
  public var status: String
  /// Why.
  public var reason: Reason
  /// Bytes of the file.
  public var originalBytes: Int64

  /// The file by its exact name.
  public var file: Path { Path(path, base64: pathB64) }

  /// A file and its reason.
  public init(path: Path, library: String, status: String, reason: Reason, originalBytes: Int64) {
    let view = PathView(path)
    (self.path, pathB64, self.library) = (view.path, view.pathB64, library)
    (self.status, self.reason, self.originalBytes) = (status, reason, originalBytes)
  }
}
