import CPlatform
import Glibc
import Synchronization

/// Waiting for descriptors without holding a thread each: one thread waits for all of them.
///
/// Not a DispatchSource per wait: libdispatch crashed at random when thousands of short-lived sources
/// were cancelled while their event was being delivered.
final class Readiness: Sendable {
  private static let shared = Readiness()
  private let epoll: OpenFile
  private let waiting = Mutex<[CInt: CheckedContinuation<Void, Never>]>([:])

  private init() {
    let descriptor = epoll_create1(CInt(EPOLL_CLOEXEC))
    precondition(descriptor >= 0, "epoll_create1: \(errno)")
    epoll = OpenFile(owning: descriptor, path: Path("epoll"))
    var thread = pthread_t()
    let error = pthread_create(&thread, nil, { _ in Readiness.shared.loop() }, nil)
    precondition(error == 0, "pthread_create: \(error)")
    pthread_detach(thread)
  }

  /// Returns once a read would not block: data, end of file, or an ended process for a pidfd.
  ///
  /// One wait at a time for each descriptor, which must stay open until it returns.
  static func wait(toRead descriptor: CInt) async {
    await withCheckedContinuation { shared.add(descriptor, $0) }
  }

  private func add(_ descriptor: CInt, _ continuation: CheckedContinuation<Void, Never>) {
    let other = waiting.withLock { $0.updateValue(continuation, forKey: descriptor) }
    precondition(other == nil, "two waits for descriptor \(descriptor)")
    var event = epoll_event()
    event.events = EPOLLIN.rawValue | EPOLLONESHOT.rawValue
    event.data.fd = descriptor
    let result = epoll_ctl(epoll.descriptor, EPOLL_CTL_ADD, descriptor, &event)
    precondition(result == 0, "epoll_ctl: \(errno)")
  }

  private func loop() -> UnsafeMutableRawPointer? {
    var events = [epoll_event](repeating: epoll_event(), count: 16)
    while true {
      let count = epoll_wait(epoll.descriptor, &events, CInt(events.count), -1)
      for event in events.prefix(Int(max(0, count))) {
        let descriptor = event.data.fd
        // Forgotten before the waiter goes on, which may close it at once.
        epoll_ctl(epoll.descriptor, EPOLL_CTL_DEL, descriptor, nil)
        waiting.withLock { $0.removeValue(forKey: descriptor) }?.resume()
      }
    }
  }
}
