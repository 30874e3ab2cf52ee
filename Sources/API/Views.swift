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

  /// A file and its reason.
  public init(path: Path, library: String, status: String, reason: Reason, originalBytes: Int64) {
    let view = PathView(path)
    (self.path, pathB64, self.library) = (view.path, view.pathB64, library)
    (self.status, self.reason, self.originalBytes) = (status, reason, originalBytes)
  }
}

/// What the core is doing now.
public struct StatusView: Codable, Hashable, Sendable {
  /// `running` while another process works on this ledger, else `idle`.
  public var state: String
  /// Jobs under way.
  public var current: [JobView]
  /// Jobs by status.
  public var queue: [String: Int]
  /// Totals.
  public var stats: StatsView

  /// The whole status.
  public init(state: String, current: [JobView], queue: [String: Int], stats: StatsView) {
    (self.state, self.current, self.queue, self.stats) = (state, current, queue, stats)
  }
}
