public import Platform

/// Where a library's results go, and what becomes of the sources.
public struct Deliver: Sendable, Hashable {
  /// How results get there.
  public var kind: Kind
  /// Where results go; nil when they replace their sources.
  public var to: Target?
  /// The treatment of the sources when they are not replaced.
  public var source: Source
  /// Where sources are moved to.
  public var sourceTo: Path?

  /// A way of delivery.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case replace, mirror, upload
  }

  /// The treatment of a source.
  public enum Source: String, Sendable, Hashable, CaseIterable {
    case keep, delete, move
  }

  /// A place for results.
  public enum Target: Sendable, Hashable {
    /// A directory, absolute.
    case directory(Path)
    /// A bucket of S3 storage and what the names in it begin with, without slashes at its ends.
    case bucket(String, prefix: String)
  }

  /// A delivery from its parts, each with its documented default.
  public init(
    kind: Kind = .replace, to: Target? = nil, source: Source = .keep, sourceTo: Path? = nil
  ) {
    (self.kind, self.to, self.source, self.sourceTo) = (kind, to, source, sourceTo)
  }
}
