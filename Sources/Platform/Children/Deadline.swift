import Synchronization

/// The two clocks that a running tool has to beat.
///
/// Time in which the whole machine is suspended does not count.
public final class Deadline: Sendable {
  private let limits: ToolInvocation.Limits
  private let start = SuspendingClock.now
  private let lastProgress = Mutex(SuspendingClock.now)

  init(_ limits: ToolInvocation.Limits) { self.limits = limits }

  /// Says that the tool has got further.
  public func progressed() { lastProgress.withLock { $0 = .now } }

  /// Returns the reason once a limit is passed; throws `CancellationError` when cancelled before.
  func passed() async throws -> Cause? {
    while let next = nextCheck {
      if next.instant <= .now { return next.cause }
      try await Task.sleep(until: next.instant, clock: .suspending)
    }
    return nil
  }

  private var nextCheck: (instant: SuspendingClock.Instant, cause: Cause)? {
    let wall = limits.wallClock.map { (start.advanced(by: $0), Cause.timedOut($0)) }
    let stall = limits.stall.map { (lastProgress.withLock { $0 }.advanced(by: $0), Cause.stalled($0)) }
    return [wall, stall].compactMap { $0 }.min { $0.0 < $1.0 }.map { (instant: $0.0, cause: $0.1) }
  }
}
