/// Follows one kind of load against its limit. Pure; time comes as the lengths of the windows between samples.
struct LoadWatch: Sendable {
  enum State: Sendable {
    /// Work goes on.
    case quiet
    /// Work stands still to see whether the load is our own.
    case looking
    /// Work stands still because others need the machine.
    case held
  }

  /// Whose load a window shows.
  enum Source: Sendable {
    /// That of others alone.
    case others
    /// Theirs and ours.
    case both
    /// Ours ended somewhere within it: nothing can be said.
    case neither
  }

  /// The load that was ours when it was last looked at.
  private struct Ours {
    var level: Double
    /// How long nobody looks again, and what is left of that.
    var pause: Duration, left: Duration
  }

  /// So long a load is above its limit before anything is done: three samples of about a second.
  static let patience = Duration.milliseconds(2500)
  /// So long it is low before work goes on, and this is low, as a part of the limit.
  static let calm = Duration.seconds(10), relief = 0.8
  /// No window counts for more, so that a clock that leaps does not count for much.
  static let longestStep = Duration.seconds(2)
  /// The first and the longest time after a look in which a load of about that height is taken for ours.
  static let pauses = (first: Duration.seconds(15), longest: Duration.seconds(600))

  let limit: Double
  private(set) var state = State.quiet
  /// The last level that was told, in percent.
  private(set) var level = 0.0
  /// How long what would change the state has lasted.
  private var run = Duration.zero
  private var ours: Ours?
  /// The level above the limit while ours was a part of it, until it is known whose it is.
  private var suspect: Double?

  init(limit: Double) { self.limit = limit }

  /// Whether more work does no harm as far as is known.
  var mayBegin: Bool { state == .quiet && (level <= limit || isOurs(level)) }

  /// One more window, and the level in it.
  mutating func take(_ level: Double, over window: Duration, from source: Source) {
    ours?.left -= window
    let step = min(window, Self.longestStep)
    if source == .neither {
      if state == .quiet { run = .zero }
      return
    }
    self.level = level
    switch state {
    case .quiet: watch(level, step, isMixed: source == .both)
    case .looking: look(level, step, isMixed: source == .both)
    case .held:
      run = level <= limit * Self.relief ? run + step : .zero
      if run >= Self.calm { enter(.quiet) }
    }
  }

  /// Drops earlier samples, which say nothing about those that follow: time has leapt, or nothing could be read.
  mutating func interrupt() {
    (run, suspect) = (.zero, state == .looking ? suspect : nil)
  }

  /// It cannot be known, and keeps nobody.
  mutating func forget() { self = LoadWatch(limit: limit) }

  private mutating func watch(_ level: Double, _ step: Duration, isMixed: Bool) {
    guard level > limit else {
      // Ours has just ended, and with it the load.
      if !isMixed, let suspect { remember(suspect) }
      (run, suspect) = (.zero, nil)
      return
    }
    suspect = isMixed ? level : nil
    run = isMixed && isOurs(level) ? .zero : run + step
    if run >= Self.patience { enter(isMixed ? .looking : .held) }
  }

  private mutating func look(_ level: Double, _ step: Duration, isMixed: Bool) {
    run += step
    if !isMixed, level > limit {
      ours = nil
      enter(.held)
    } else if !isMixed || run >= Self.patience {
      // Load that stays although we are quiet cannot be told apart, and is not waited for.
      remember(suspect ?? level)
      enter(.quiet)
    }
  }

  private mutating func enter(_ state: State) {
    (self.state, run, suspect) = (state, .zero, state == .looking ? suspect : nil)
  }

  private mutating func remember(_ level: Double) {
    let pause = ours.map { min($0.pause * 2, Self.pauses.longest) } ?? Self.pauses.first
    ours = Ours(level: max(level, ours?.level ?? 0), pause: pause, left: pause)
  }

  /// Whether a level is about what ours was, so soon after the last look that it is taken for that.
  private func isOurs(_ level: Double) -> Bool {
    ours.map { $0.left > .zero && level <= $0.level * 1.25 + 5 } ?? false
  }
}
