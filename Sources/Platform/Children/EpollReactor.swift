import CPlatform
import Glibc
import Synchronization

/// Waiting for descriptors without holding a thread each: one thread waits for all of them.
///
/// Not a DispatchSource per wait: libdispatch crashed at random when thousands of short-lived sources
/// were cancelled while their event was being delivered.
final class EpollReactor: Sendable {
  private struct Wait {
    let descriptor: CInt
    let waiter: CheckedContinuation<Void, Never>
  }
  private struct State {
    /// By tickets, since a descriptor's number may belong to another wait when a late event comes.
    var waits: [UInt64: Wait] = [:]
    var lastTicket: UInt64 = 0
  }

  private static let shared = EpollReactor()
  private let epoll: OpenFile
  private let state = Mutex(State())

  private init() {
    let descriptor = epoll_create1(CInt(EPOLL_CLOEXEC))
    precondition(descriptor >= 0, "epoll_create1: \(errno)")
    epoll = OpenFile(owning: descriptor, path: Path("epoll"))
    var thread = pthread_t()
    let error = pthread_create(&thread, nil, { _ in EpollReactor.shared.loop() }, nil)
    precondition(error == 0, "pthread_create: \(error)")
    pthread_detach(thread)
  }

  /// Waits that somebody may end, for good.
  final class CancellableWait: Sendable {
    private let state = Mutex<(isOver: Bool, tickets: Set<UInt64>)>((false, []))

    /// Whether nobody waits any more.
    var isOver: Bool { state.withLock(\.isOver) }

    /// Ends all waits, now and later.
    func end() {
      let tickets = state.withLock { state in
        state.isOver = true
        return state.tickets
      }
      tickets.forEach(EpollReactor.shared.end)
    }

    fileprivate func enter(_ ticket: UInt64) -> Bool {
      state.withLock { state in
        state.tickets.insert(ticket)
        return !state.isOver
      }
    }

    fileprivate func leave(_ ticket: UInt64) { state.withLock { _ = $0.tickets.remove(ticket) } }
  }

  /// Returns once a read would not block: data, end of file, or an ended process for a pidfd.
  ///
  /// One wait at a time for each descriptor, which must stay open until it returns.
  static func wait(toRead descriptor: CInt, for patience: CancellableWait? = nil) async {
    let ticket = shared.ticket()
    await withCheckedContinuation { waiter in
      shared.add(Wait(descriptor: descriptor, waiter: waiter), ticket)
      if patience?.enter(ticket) == false { shared.end(ticket) }
    }
    patience?.leave(ticket)
  }

  /// The same, but returns at once when the task is cancelled.
  static func waitUnlessCancelled(toRead descriptor: CInt) async {
    let ticket = shared.ticket()
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        shared.add(Wait(descriptor: descriptor, waiter: waiter), ticket)
        // Cancelled before there was anything to end.
        if Task.isCancelled { shared.end(ticket) }
      }
    } onCancel: {
      shared.end(ticket)
    }
  }

  private func ticket() -> UInt64 {
    state.withLock { state in
      state.lastTicket += 1
      return state.lastTicket
    }
  }

  private func add(_ wait: Wait, _ ticket: UInt64) {
    state.withLock { state in
      state.waits[ticket] = wait
      var event = epoll_event()
      event.events = EPOLLIN.rawValue | EPOLLONESHOT.rawValue
      event.data.u64 = ticket
      let result = epoll_ctl(epoll.descriptor, EPOLL_CTL_ADD, wait.descriptor, &event)
      precondition(result == 0, "epoll_ctl for descriptor \(wait.descriptor): \(errno)")
    }
  }

  private func end(_ ticket: UInt64) {
    let ended = state.withLock { state in
      let wait = state.waits.removeValue(forKey: ticket)
      // Forgotten before the waiter goes on, which may close it at once.
      if let wait { epoll_ctl(epoll.descriptor, EPOLL_CTL_DEL, wait.descriptor, nil) }
      return wait
    }
    ended?.waiter.resume()
  }

  private func loop() -> UnsafeMutableRawPointer? {
    var events = [epoll_event](repeating: epoll_event(), count: 16)
    while true {
      let count = epoll_wait(epoll.descriptor, &events, CInt(events.count), -1)
      for event in events.prefix(Int(max(0, count))) { end(event.data.u64) }
    }
  }
}
