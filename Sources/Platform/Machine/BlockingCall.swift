import Glibc
import Synchronization

/// Looks that may never return, such as one at a directory of a server that is gone.
public enum BlockingCall {
  /// Runs `look` on a thread of its own and waits for its answer, at most `limit` long.
  ///
  /// - Returns: nil when it did not answer in time, or when the task was cancelled; its thread is then left
  ///   behind, as nothing can end it, and does not keep the process from ending.
  public static func answer<Answer: Sendable>(
    within limit: Duration, _ look: @escaping @Sendable () -> Answer
  ) async throws(SystemError) -> Answer? {
    let outcome = Outcome<Answer?>()
    try detach { outcome.settle(look()) }
    let alarm = DeadlineTimer(in: limit) { outcome.settle(nil) }
    defer { alarm.cancel() }
    return await withTaskCancellationHandler {
      await outcome.value()
    } onCancel: {
      outcome.settle(nil)
    }
  }

  /// Runs `body` on a thread of its own, where it may block for as long as it likes.
  public static func detach(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    let work = Unmanaged.passRetained(Work(body: body))
    var thread = pthread_t()
    let error = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    guard error == 0 else {
      work.release()
      throw SystemError("pthread_create", "a look", errno: error)
    }
    pthread_detach(thread)
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(body: @escaping @Sendable () -> Void) { self.body = body }
  }
}

/// A value that the first of several settles, and one task waits for.
private final class Outcome<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Value, Never>)
    case settled(Value)
  }
  private let state = Mutex(State.open)

  func settle(_ value: Value) {
    let waiter: CheckedContinuation<Value, Never>? = state.withLock { state in
      switch state {
      case .settled: return nil
      case .open:
        state = .settled(value)
        return nil
      case .awaited(let waiter):
        state = .settled(value)
        return waiter
      }
    }
    waiter?.resume(returning: value)
  }

  func value() async -> Value {
    await withCheckedContinuation { waiter in
      let early: Value? = state.withLock { state in
        if case .settled(let value) = state { return value }
        state = .awaited(waiter)
        return nil
      }
      if let early { waiter.resume(returning: early) }
    }
  }
}
