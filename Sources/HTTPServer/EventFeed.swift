import API
import Synchronization

/// One listener's stream of events. What the core says is taken at once and waits here, within limits, for the
/// listener; a listener that does not keep up is dropped.
final class EventFeed: Sendable {
  /// The most bytes that may wait, besides what the kernel has taken.
  static let limit = 256 << 10
  /// How often a sign of life is sent, so that one who has gone is noticed.
  static let pulse = Duration.seconds(30)
  /// A line that means nothing to the listener.
  static let comment = Array(":\n\n".utf8)

  private struct State {
    var waiting: [UInt8] = []
    /// Of the connection, while it has nothing to send.
    var ticket: SuspendedConnections.Ticket?
    var isEnded = false
    var tasks: [Task<Void, Never>] = []
  }
  private let state = Mutex(State())
  private let parking: SuspendedConnections
  private let drop: @Sendable () -> Void

  /// A stream that has nothing to tell yet; `drop` ends its connection.
  init(parking: SuspendedConnections, drop: @escaping @Sendable () -> Void) {
    (self.parking, self.drop) = (parking, drop)
  }

  /// Begins to tell what happens. `end` has to follow: the tasks hold this feed until then.
  func start(_ events: AsyncStream<CoreEvent>) {
    let pump = Task {
      for await event in events {
        push(Array("event: \(event.kind)\ndata: ".utf8) + event.data + Array("\n\n".utf8))
      }
      end()
    }
    let pulse = Task {
      while (try? await Task.sleep(for: Self.pulse)) != nil { push(Self.comment) }
    }
    state.withLock { $0.tasks = [pump, pulse] }
  }

  /// Adds bytes to what waits to be sent.
  func push(_ bytes: [UInt8]) {
    let isTooMuch = state.withLock { state in
      if state.isEnded { return false }
      if state.waiting.count + bytes.count > Self.limit {
        (state.isEnded, state.waiting) = (true, [])
        // One that is parked would never hear that its connection has ended.
        wake(&state)
        return true
      }
      state.waiting += bytes
      wake(&state)
      return false
    }
    if isTooMuch { drop() }
  }

  /// Ends the stream once what waits is sent.
  func end() {
    let tasks = state.withLock { state in
      state.isEnded = true
      wake(&state)
      defer { state.tasks = [] }
      return state.tasks
    }
    tasks.forEach { $0.cancel() }
  }

  /// Fills `buffer` and answers with how much; 0 when the connection is parked until there is more, nil at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer, of connection: OpaquePointer) -> Int? {
    let address = UInt(bitPattern: connection)
    // The buffer is used inside of this call alone.
    return state.withLock { state in
      if state.waiting.isEmpty {
        // Parked under the lock, so that nothing can be pushed between the look and the parking.
        guard !state.isEnded, let connection = OpaquePointer(bitPattern: address) else { return nil }
        state.ticket = parking.park(connection)
        return state.ticket == nil ? nil : 0
      }
      let count = min(buffer.count, state.waiting.count)
      buffer.copyBytes(from: state.waiting.prefix(count))
      state.waiting.removeFirst(count)
      return count
    }
  }

  private func wake(_ state: inout State) {
    if let ticket = state.ticket.take() { parking.leave(ticket) }
  }
}
