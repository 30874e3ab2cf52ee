import Platform

/// The core's current activity.
public struct StatusView: Codable, Hashable, Sendable {
  /// A circumstance by its code, with what was seen.
  public struct Circumstance: Codable, Hashable, Sendable {
    /// One word for programs.
    public var code: String
    /// A description of the circumstance, for people.
    public var detail: String

    /// A circumstance from its parts.
    public init(code: String, detail: String) { (self.code, self.detail) = (code, detail) }
  }

  /// A library and how it fares.
  public struct Library: Codable, Hashable, Sendable {
    /// Its name.
    public var name: String
    /// `working`, `idle`, `waiting`, `disabled`, `offline` or `blocked`.
    public var state: String
    /// Why, when it does not work.
    public var detail: String?

    /// A library from its parts.
    public init(name: String, state: String, detail: String? = nil) {
      (self.name, self.state, self.detail) = (name, state, detail)
    }
  }

  /// A filesystem that is written to.
  public struct Disk: Codable, Hashable, Sendable {
    /// A directory on it, and its exact name when it is not UTF-8.
    public var path: String, pathB64: String?
    /// Bytes that are free, and that are to stay so.
    public var freeBytes: Int64, keepFreeBytes: Int64
    /// Whether work on it waits for room.
    public var isFull: Bool
    /// Bytes that have to be free for that work to begin, with those that are to stay so; nil where nothing waits.
    public var neededBytes: Int64?

    /// A disk from its parts.
    public init(path: Path, freeBytes: Int64, keepFreeBytes: Int64, isFull: Bool, neededBytes: Int64? = nil) {
      let view = PathView(path)
      (self.path, pathB64, self.freeBytes) = (view.path, view.pathB64, freeBytes)
      (self.keepFreeBytes, self.isFull, self.neededBytes) = (keepFreeBytes, isFull, neededBytes)
    }
  }

  /// `running` while something works on this ledger, `paused` while something keeps it from working, else `idle`.
  public var state: String
  /// The circumstances that keep it from working.
  public var pausedBecause: [Circumstance]
  /// Jobs under way.
  public var current: [JobView]
  /// Jobs by status.
  public var queue: [String: Int]
  /// When the queue will be empty at the speed so far, and when the next time window begins.
  public var finishAt: String?, nextWindowAt: String?
  /// Every library in the order of the configuration; empty when no core runs.
  public var libraries: [Library]
  /// Every filesystem that is written to; empty when no core runs.
  public var disks: [Disk]
  /// Faults that do not keep the rest from working.
  public var degraded: [Circumstance]
  /// The originals that are kept; nil from a core that does not tell.
  public var kept: KeptView?
  /// Totals.
  public var stats: StatsView

  /// The whole status.
  public init(
    state: String, pausedBecause: [Circumstance] = [], current: [JobView], queue: [String: Int],
    finishAt: String? = nil, nextWindowAt: String? = nil, libraries: [Library] = [], disks: [Disk] = [],
    degraded: [Circumstance] = [], kept: KeptView? = nil, stats: StatsView
  ) {
    (self.state, self.pausedBecause, self.current, self.queue) = (state, pausedBecause, current, queue)
    (self.finishAt, self.nextWindowAt, self.libraries) = (finishAt, nextWindowAt, libraries)
    (self.disks, self.degraded, self.kept, self.stats) = (disks, degraded, kept, stats)
  }
}
