import Platform

/// An original that is kept beside its replacement.
public struct OriginalView: Codable, Hashable, Sendable {
  /// The state of a kept original, which says how the next run would treat it.
  public enum State: String, Codable, Sendable {
    /// It stays until its time is up.
    case kept
    /// Its time is up: the next run removes it.
    case due
    /// It is not there any more, or its disk is not.
    case missing
    /// Its replacement is not there any more; it stays until a person decides.
    case alone
    /// Only a note tells of it that somebody else may have written; it is never removed.
    case foreign
  }

  /// Where it is kept, and the exact bytes when they are not UTF-8.
  public var path: String, pathB64: String?
  /// The file that took its place.
  public var replacement: String, replacementB64: String?
  /// The job that did it; nil when another ledger knew that.
  public var job: Int64?
  /// The state of the original, which says how the next run would treat it.
  public var state: State
  /// Bytes before and after.
  public var originalBytes: Int64, outputBytes: Int64
  /// When it was put away and when it may go; nil for never.
  public var keptAt: String, deleteAfter: String?

  /// A kept original from its parts.
  public init(
    path: Path, replacement: Path, job: Int64?, state: State, originalBytes: Int64, outputBytes: Int64,
    keptAt: String, deleteAfter: String?
  ) {
    let (original, new) = (PathView(path), PathView(replacement))
    (self.path, pathB64, self.job, self.state) = (original.path, original.pathB64, job, state)
    (self.replacement, replacementB64) = (new.path, new.pathB64)
    (self.originalBytes, self.outputBytes) = (originalBytes, outputBytes)
    (self.keptAt, self.deleteAfter) = (keptAt, deleteAfter)
  }
}
