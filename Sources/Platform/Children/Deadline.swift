import Synchronization

/// The two clocks that a running tool has to beat.
///
/// Time in which the tool is frozen does not count, nor does time in which the whole machine is suspended.
public final class Deadline: Sendable {
  private struct State {
    var frozen = FrozenTime()
    /// When the tool last got further, by its own time.
    var progress = Duration.zero
  }
  private enum Next {
    case passed(Cause)
    case after(Duration)
    case thaw
  }

  private let limits: ToolInvocation.Limits
  private let start = SuspendingClock.now
  private let state = Mutex(State())
  private let thaws = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  init(_ limits: ToolInvocation.Limits) { self.limits = limits }

  /// Says that the tool has got further.
  public func progressed() { state.withLock { $0.progress = time($0) } }

  /// Both clocks stand still from now on.
  func freeze() { state.withLock { $0.frozen.freeze(at: .now) } }

  /// They go on.
  func thaw() {
    state.withLock { $0.frozen.thaw(at: .now) }
    thaws.continuation.yield()
  }

  /// Returns the reason once a limit is passed; throws `CancellationError` when cancelled before.
  func passed() async throws -> Cause? {
    var thaws = thaws.stream.makeAsyncIterator()
    while let next {
      switch next {
      case .passed(let cause): return cause
      case .after(let rest): try await Task.sleep(for: rest, clock: .suspending)
      case .thaw:
        await thaws.next()
        try Task.checkCancellation()
      }
    }
    return nil
  }

  private var next: Next? {
    state.withLock { state in
      let time = time(state)
      let wall = limits.wallClock.map { ($0 - time, Cause.timedOut($0)) }
      let stall = limits.stall.map { (state.progress + $0 - time, Cause.stalled($0)) }
      guard let (rest, cause) = [wall, stall].compactMap({ $0 }).min(by: { $0.0 < $1.0 }) else { return nil }
      if rest <= .zero { return .passed(cause) }
      return state.frozen.since == nil ? .after(rest) : .thaw
    }
  }

  /// How long the tool has not been frozen.
  private func time(_ state: State) -> Duration {
    let now = SuspendingClock.now
    return start.duration(to: now) - state.frozen.total(at: now)
  }
}
