import CMicrohttpd
import Synchronization

/// The connections that libmicrohttpd leaves alone (`MHD_suspend_connection`) while something is on its way for them.
///
/// It may not free a suspended connection, so its address stays good until it is resumed; that happens exactly once for
/// each, under this lock, and nobody else keeps the address. All of them have to be resumed before the server may
/// stop, and none suspended after that.
final class SuspendedConnections: Sendable {
  /// One time that one connection is suspended.
  struct Ticket: Hashable, Sendable { fileprivate let number: UInt64 }

  private struct State {
    var isClosed = false
    var issued: UInt64 = 0
    /// As numbers, since pointers are not Sendable.
    var addresses: [Ticket: UInt] = [:]
  }
  private let state = Mutex(State())

  /// Suspends a connection, from inside a callback about it; nil when the server is stopping.
  func park(_ connection: OpaquePointer) -> Ticket? {
    let address = UInt(bitPattern: connection)
    return state.withLock { state in
      if state.isClosed { return nil }
      state.issued += 1
      let ticket = Ticket(number: state.issued)
      state.addresses[ticket] = address
      MHD_suspend_connection(OpaquePointer(bitPattern: address))
      return ticket
    }
  }

  /// Has libmicrohttpd call back about the connection; a second time does nothing.
  func leave(_ ticket: Ticket) {
    state.withLock { state in
      guard let address = state.addresses.removeValue(forKey: ticket) else { return }
      MHD_resume_connection(OpaquePointer(bitPattern: address))
    }
  }

  /// Resumes all and suspends none any more.
  func close() {
    state.withLock { state in
      state.isClosed = true
      for address in state.addresses.values { MHD_resume_connection(OpaquePointer(bitPattern: address)) }
      state.addresses = [:]
    }
  }
}
