/// How child processes compete with the machine's real work.
public struct Priority: Codable, Hashable, Sendable {
  /// The nice value, 0 (normal) to 19 (last).
  public var nice: Int
  /// The I/O scheduling class.
  public var io: IOClass

  /// A priority; the default is the lowest there is.
  public init(nice: Int = 19, io: IOClass = .idle) {
    self.nice = nice
    self.io = io
  }
}

/// An I/O scheduling class of Linux, as in `ioprio_set(2)`.
public enum IOClass: String, Codable, Hashable, Sendable, CaseIterable {
  /// Disk time only when nobody else wants any.
  case idle
  /// The class of ordinary processes, at its lowest level.
  case bestEffort = "best-effort"
}
