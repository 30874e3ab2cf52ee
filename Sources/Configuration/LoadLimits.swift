/// When the machine has better things to do; nil means that nobody asks.
public struct LoadLimits: Sendable, Hashable {
  /// The most that other programs may use of all processors, in percent.
  public var maxCPUPercent: Double?
  /// The most time that processors may wait for disks, in percent.
  public var maxIOWaitPercent: Double?
  /// The most time that some task may be stalled, in percent, as in the `some` lines of `/proc/pressure`.
  public var maxPressure: Double?
  /// Work that would leave a disk with less free space than this waits, in GB (10⁹ bytes).
  public var minFreeSpaceGB: Double
  /// Commands, each a program and its arguments, that must all succeed before work begins.
  public var require: [[String]]
  /// Whether to wait while somebody watches.
  public var yieldToPlayback: Bool

  /// Limits from their parts, each with its documented default.
  public init(
    maxCPUPercent: Double? = nil, maxIOWaitPercent: Double? = nil, maxPressure: Double? = nil,
    minFreeSpaceGB: Double = 1, require: [[String]] = [], yieldToPlayback: Bool = false
  ) {
    (self.maxCPUPercent, self.maxIOWaitPercent) = (maxCPUPercent, maxIOWaitPercent)
    (self.maxPressure, self.minFreeSpaceGB) = (maxPressure, minFreeSpaceGB)
    (self.require, self.yieldToPlayback) = (require, yieldToPlayback)
  }
}

/// The checks that a result has to pass besides having every frame at its time.
public struct Verify: Sendable, Hashable {
  /// Whether the whole result is decoded.
  public var decode: Bool
  /// How much the durations of original and result may differ, in seconds.
  public var durationToleranceSecs: Double
  /// The least structural similarity to the original, 0 to 1; nil means that it is not measured.
  public var minSSIM: Double?
  /// The least VMAF score, 0 to 100; nil means that it is not measured.
  public var minVMAF: Double?

  /// Demands from their parts, each with its documented default.
  public init(
    decode: Bool = true, durationToleranceSecs: Double = 0, minSSIM: Double? = nil, minVMAF: Double? = nil
  ) {
    (self.decode, self.durationToleranceSecs) = (decode, durationToleranceSecs)
    (self.minSSIM, self.minVMAF) = (minSSIM, minVMAF)
  }
}
