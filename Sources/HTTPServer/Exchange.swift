import API
import Synchronization

/// One request and its answer. It is made, asked and answered on libmicrohttpd's thread; only `settle` comes from the
/// task that found the answer.
final class Exchange: Sendable {
  private enum State {
    case reading(Request)
    case asked(Task<Void, Never>)
    case settled(Reply)
  }
  /// The next step with the connection.
  enum Step {
    /// It is parked until the answer is there.
    case wait
    /// The answer is there, or there will be none.
    case send(Reply)
  }
  private let state: Mutex<State>

  /// A request whose body is to come.
  init(_ request: Request) { state = Mutex(.reading(request)) }

  /// Adds to the body; false when it gets too long.
  func add(_ bytes: [UInt8]) -> Bool {
    state.withLock { state in
      guard case .reading(var request) = state else { return false }
      request.body += bytes
      state = .reading(request)
      return request.body.count <= ServerContext.longestBody
    }
  }

  /// Goes on once the whole request is there, and again whenever the connection was resumed.
  func proceed(_ connection: OpaquePointer, _ handling: ServerContext) -> Step {
    let address = UInt(bitPattern: connection)
    return state.withLock { state in
      switch state {
      case .settled(let reply): return .send(reply)
      // Resumed without an answer: the server is stopping.
      case .asked: return .send(Self.stopping)
      case .reading(let request):
        guard let connection = OpaquePointer(bitPattern: address),
          let ticket = handling.parking.park(connection)
        else { return .send(Self.stopping) }
        state = .asked(
          Task {
            self.settle(await handling.answer(request))
            handling.parking.leave(ticket)
          })
        return .wait
      }
    }
  }

  /// Nobody waits for an answer any more.
  func end() {
    let task: Task<Void, Never>? = state.withLock { state in
      if case .asked(let task) = state { task } else { nil }
    }
    task?.cancel()
  }

  private func settle(_ reply: Reply) { state.withLock { $0 = .settled(reply) } }

  private static let stopping = Reply.refusal(Refusal(.stopping, "the core is stopping"))
}
