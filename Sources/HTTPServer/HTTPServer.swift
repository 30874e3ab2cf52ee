import API
import CMicrohttpd
import Glibc
import Platform
import Synchronization

/// HTTP by libmicrohttpd over a listening socket, on one thread of its own that sleeps until somebody asks.
///
/// A request has to be there within 10 s and its body may have 64 KiB; there are at most 64 connections, the next ones wait.
package final class HTTPServer: Sendable {
  /// Says at once, when somebody has connected to a descriptor, why that peer may not ask; nil when it may.
  package typealias Authoriser = @Sendable (CInt) -> Refusal?
  /// Answers a request.
  package typealias Answer = @Sendable (Request) async -> Reply

  /// libmicrohttpd's server as a number, since pointers are not Sendable; nil once it is stopped.
  private let server: Mutex<UInt?>
  /// Retained from the start until no callback can come any more.
  private let handling: Unmanaged<ServerContext>

  /// Answers at `listener` from then on until `stop`, which has to be called. Throws a `SystemError` when libmicrohttpd cannot start.
  package init(
    at listener: OpenFile, authoriser: @escaping Authoriser, answer: @escaping Answer
  ) throws(SystemError) {
    handling = Unmanaged.passRetained(ServerContext(answer, authoriser))
    // A descriptor that is libmicrohttpd's alone: when it fails to start, it may have closed it, or not.
    let descriptor = fcntl(listener.descriptor, F_DUPFD_CLOEXEC, 0)
    let limits = condense_http_limits(connections: 64, timeout_secs: 10, memory: 32 << 10)
    guard descriptor >= 0,
      let server = condense_http_start(
        descriptor, limits, Callbacks.connected, Callbacks.asked, Callbacks.completed, handling.toOpaque())
    else {
      let error = SystemError("MHD_start_daemon", "\(listener.path)")
      handling.release()
      throw error
    }
    self.server = Mutex(UInt(bitPattern: server))
  }

  /// Stops within a second: takes no more connections, ends streams of events, and gives answers that are on their way half a
  /// second.
  package func stop() async {
    let taken = server.withLock { $0.take() }
    guard let address = taken, let server = OpaquePointer(bitPattern: address) else { return }
    let listener = MHD_quiesce_daemon(server)
    let handling = handling.takeUnretainedValue()
    handling.feeds.close()
    await handling.visitors.empty(within: .milliseconds(500))
    handling.parking.close()
    // Waits for its thread, which never blocks in a callback.
    MHD_stop_daemon(server)
    if listener >= 0 { close(listener) }
    self.handling.release()
  }
}
