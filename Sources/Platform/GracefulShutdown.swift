import Synchronization

/// A wish to end that leaves time for what is nearly done.
///
/// Code in the middle of something holds it; when nothing holds it, or the time is up, the end comes.
public final class GracefulShutdown: Sendable {
  /// That of the command that is running.
  @TaskLocal public static var current = GracefulShutdown()

  private struct State {
    var holders = 0
    /// The longest that any of them asked for.
    var limit = Duration.zero
    /// Pieces of work that are nearly done, or are given the chance to be.
    var pieces = 0
    /// Ends everything; there as soon as somebody asks for the end.
    var end: (@Sendable () -> Void)?
    /// Pauses, which are over when somebody asks.
    var pauses: Set<Task<Void, any Error>> = []
  }
  private let state = Mutex(State())

  /// Nobody has asked yet.
  public init() {}

  /// Whether somebody has asked.
  public var isRequested: Bool { state.withLock { $0.end != nil } }

  /// The pieces that are waited for after a request, and how long at most; nil where the end comes at once.
  public var rest: (pieces: Int, limit: Duration)? {
    state.withLock { $0.holders == 0 || $0.limit == .zero ? nil : ($0.pieces, $0.limit) }
  }

  /// Counts something as one of the pieces that are waited for.
  public func finishing<Value>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
  ) async rethrows -> Value {
    state.withLock { $0.pieces += 1 }
    defer { state.withLock { $0.pieces -= 1 } }
    return try await body()
  }

  /// Asks. `end` is called once nobody holds on any more, and in any case when the longest time is up.
  public func request(_ end: @escaping @Sendable () -> Void) {
    let (isFree, limit, pauses) = state.withLock { state in
      state.end = end
      return (state.holders == 0, state.limit, state.pauses)
    }
    for pause in pauses { pause.cancel() }
    if isFree { return end() }
    Task {
      try await Task.sleep(for: limit, clock: .continuous)
      end()
    }
  }

  /// Waits, but no longer than until somebody asks. Throws `CancellationError` when the waiting task is cancelled.
  public func pause(_ duration: Duration) async throws {
    let pause = Task { try await Task.sleep(for: duration, clock: .suspending) }
    let isRequested = state.withLock { state in
      state.pauses.insert(pause)
      return state.end != nil
    }
    defer { _ = state.withLock { $0.pauses.remove(pause) } }
    if isRequested { pause.cancel() }
    _ = await withTaskCancellationHandler {
      await pause.result
    } onCancel: {
      pause.cancel()
    }
    try Task.checkCancellation()
  }

  /// Runs something that may go on for at most `limit` after a request.
  public func holding<Value>(
    _ limit: Duration, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
  ) async rethrows -> Value {
    state.withLock { state in
      state.holders += 1
      state.limit = max(state.limit, limit)
    }
    defer { release() }
    return try await body()
  }

  private func release() {
    let end = state.withLock { state in
      state.holders -= 1
      return state.holders == 0 ? state.end : nil
    }
    end?()
  }
}
