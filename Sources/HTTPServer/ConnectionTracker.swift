import API
import Glibc
import Synchronization

/// Who is connected, and since when they owe a request.
///
/// A descriptor is only touched under the lock and only between `arrive` and `leave`, which libmicrohttpd calls for
/// before it closes it: the number cannot have become another file's.
final class ConnectionTracker: Sendable {
  /// How long somebody may take to send a whole request.
  static let patience = Duration.seconds(10)

  private struct Visitor {
    var descriptor: CInt
    /// Why it may not ask; nil when it may.
    var objection: Refusal?
    /// Until when the request has to be there; nil once it is.
    var deadline: ContinuousClock.Instant?
  }
  private struct State {
    var counted: UInt = 0
    var here: [UInt: Visitor] = [:]
    var sweeper: Task<Void, Never>?
    var waiter: CheckedContinuation<Void, Never>?
    var isImpatient = false
  }
  private let state = Mutex(State())
  private let authoriser: HTTPServer.Authoriser

  init(_ authoriser: @escaping HTTPServer.Authoriser) { self.authoriser = authoriser }

  /// Somebody connected; answers a number that is never 0.
  func arrive(_ descriptor: CInt) -> UInt {
    let objection = authoriser(descriptor)
    return state.withLock { state in
      state.counted += 1
      state.here[state.counted] = Visitor(
        descriptor: descriptor, objection: objection, deadline: .now + Self.patience)
      if state.sweeper == nil { state.sweeper = Task { await self.sweep() } }
      return state.counted
    }
  }

  /// Why it may not ask; nil when it may.
  func objection(to visitor: UInt) -> Refusal? {
    state.withLock { state in
      state.here[visitor].map(\.objection) ?? Refusal(.forbidden, "the connection is closed")
    }
  }

  /// The whole request is there.
  func hasAsked(_ visitor: UInt) { state.withLock { $0.here[visitor]?.deadline = nil } }

  /// The connection is about to be closed.
  func leave(_ visitor: UInt) {
    let waiter = state.withLock { state in
      state.here[visitor] = nil
      return state.here.isEmpty ? state.waiter.take() : nil
    }
    waiter?.resume()
  }

  /// Ends the connection; libmicrohttpd finds it broken and closes it.
  func drop(_ visitor: UInt) {
    state.withLock { state in
      if let descriptor = state.here[visitor]?.descriptor { shutdown(descriptor, CInt(SHUT_RDWR)) }
    }
  }

  /// Returns when nobody is here any more, or the time is up.
  func empty(within limit: Duration) async {
    let timer = Task {
      try? await Task.sleep(for: limit)
      giveUp()
    }
    await withCheckedContinuation { waiter in
      let isOver = state.withLock { state in
        if state.here.isEmpty || state.isImpatient { return true }
        state.waiter = waiter
        return false
      }
      if isOver { waiter.resume() }
    }
    timer.cancel()
    state.withLock { $0.sweeper?.cancel() }
  }

  private func giveUp() {
    let waiter = state.withLock { state in
      state.isImpatient = true
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Drops those who are late. It is there only while somebody owes a request, so that nothing wakes up otherwise.
  private func sweep() async {
    while let next = nextDeadline() {
      do { try await Task.sleep(until: next, clock: .continuous) } catch { return }
    }
  }

  private func nextDeadline() -> ContinuousClock.Instant? {
    state.withLock { state in
      let now = ContinuousClock.now
      for (number, visitor) in state.here {
        guard let deadline = visitor.deadline, deadline <= now else { continue }
        shutdown(visitor.descriptor, CInt(SHUT_RDWR))
        state.here[number]?.deadline = nil
      }
      let next = state.here.values.compactMap(\.deadline).min()
      if next == nil { state.sweeper = nil }
      return next
    }
  }
}
