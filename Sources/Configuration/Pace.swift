/// How often a library is looked through, and in what portions its files are worked on.
public struct Pace: Sendable, Hashable {
  /// Whether to be told about changes by the kernel.
  public var watch: Bool
  /// How often to look through roots that cannot be watched, in seconds.
  public var scanIntervalSecs: Double
  /// How many files to encode at the same time.
  public var maxConcurrentJobs: Int
  /// The length of the pieces that long files are encoded in, in seconds of the film.
  public var segmentSecs: Double
  /// How long a piece may still take when work has to stop, in seconds.
  public var finishSegmentSecs: Double
  /// The pause between two pieces, in seconds.
  public var restSecs: Double

  /// A pace from its parts, each with its documented default.
  public init(
    watch: Bool = true, scanIntervalSecs: Double = 60, maxConcurrentJobs: Int = 1, segmentSecs: Double = 30,
    finishSegmentSecs: Double = 60, restSecs: Double = 0
  ) {
    (self.watch, self.scanIntervalSecs) = (watch, scanIntervalSecs)
    self.maxConcurrentJobs = maxConcurrentJobs
    (self.segmentSecs, self.finishSegmentSecs, self.restSecs) = (segmentSecs, finishSegmentSecs, restSecs)
  }
}

/// How long the original is kept beside its replacement.
public enum KeepOriginal: Sendable, Hashable {
  /// Until a person deletes it.
  case forever
  /// This many days; 0 drops it as soon as the result is verified and in place.
  case days(Double)
}
