public import Platform

/// Everything that a `[[library]]` may set for itself and that holds for all libraries otherwise.
public struct Settings: Sendable, Hashable {
  /// The rules about files and their results.
  public var rules: Rules
  /// How often to look, and in what portions to work.
  public var pace: Pace
  /// How long originals are kept.
  public var keepOriginal: KeepOriginal
  /// How child processes compete with the machine's real work.
  public var priority: Priority
  /// When to work.
  public var schedule: Schedule
  /// When the machine has better things to do.
  public var load: LoadLimits
  /// The checks that a result has to pass.
  public var verify: Verify

  /// Settings from their parts, each with its documented default.
  public init(
    rules: Rules = Rules(), pace: Pace = Pace(), keepOriginal: KeepOriginal = .days(1),
    priority: Priority = Priority(), schedule: Schedule = Schedule(), load: LoadLimits = LoadLimits(),
    verify: Verify = Verify()
  ) {
    (self.rules, self.pace, self.keepOriginal, self.priority) = (rules, pace, keepOriginal, priority)
    (self.schedule, self.load, self.verify) = (schedule, load, verify)
  }
}
