import CPlatform
import Glibc
import Synchronization

/// Long reads and writes of our own, on a thread of the lowest priority, so that nobody notices them.
public enum LowPriorityThread {
  /// Whether the one who waits has given up.
  public final class Cancellation: Sendable {
    private let flag = Atomic(false)

    fileprivate init() {}
    fileprivate func cancel() { flag.store(true, ordering: .relaxed) }

    /// Ends the work early when nobody waits for it any more.
    public func check() throws(CancellationError) {
      if flag.load(ordering: .relaxed) { throw CancellationError() }
    }
  }

  /// Does `body` on a thread of its own with nice 19 and the idle I/O class, where that is allowed.
  public static func run<Answer: Sendable>(
    _ body: @escaping @Sendable (Cancellation) throws -> Answer
  ) async throws -> Answer {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        let work = Work { waiter.resume(with: Result { try body(cancellation) }) }
        var thread = pthread_t()
        let retained = Unmanaged.passRetained(work)
        let error = pthread_create(
          &thread, nil,
          { argument in
            condense_lower_priority()
            if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
            return nil
          }, retained.toOpaque())
        if error == 0 {
          pthread_detach(thread)
        } else {
          retained.release()
          waiter.resume(throwing: SystemError("pthread_create", "a read or write", errno: error))
        }
      }
    } onCancel: {
      cancellation.cancel()
    }
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
