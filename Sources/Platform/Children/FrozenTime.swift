/// How long something has stood still, all its halts together. A suspended machine does not count.
struct FrozenTime: Hashable, Sendable {
  private(set) var since: SuspendingClock.Instant?
  private var before = Duration.zero

  /// It stands still from now on.
  mutating func freeze(at now: SuspendingClock.Instant) { since = since ?? now }

  /// It goes on.
  mutating func thaw(at now: SuspendingClock.Instant) {
    before = total(at: now)
    since = nil
  }

  /// The sum so far.
  func total(at now: SuspendingClock.Instant) -> Duration {
    before + (since?.duration(to: now) ?? .zero)
  }
}
