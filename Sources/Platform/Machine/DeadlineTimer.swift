import Synchronization

/// Ends of many waits, with one sleeping task for all: a sleep that is cancelled keeps its memory, and its place among
/// the timers, until its time has come (Swift 6.3).
final class DeadlineTimer: Sendable {
  private typealias Instant = ContinuousClock.Instant
  private struct State {
    var rings: [UInt64: (end: Instant, ring: @Sendable () -> Void)] = [:]
    var lastTicket: UInt64 = 0
    /// When the sleeper wakes up that counts.
    var next: Instant?
  }
  private static let state = Mutex(State())

  private let ticket: UInt64

  /// Calls `ring` once the time is up, unless it is taken back before.
  init(in time: Duration, _ ring: @escaping @Sendable () -> Void) {
    let end = ContinuousClock.now.advanced(by: time)
    let isFirst: Bool
    (ticket, isFirst) = Self.state.withLock { state in
      state.lastTicket += 1
      state.rings[state.lastTicket] = (end, ring)
      let isFirst = state.next.map { end < $0 } ?? true
      if isFirst { state.next = end }
      return (state.lastTicket, isFirst)
    }
    if isFirst { Self.sleep(until: end) }
  }

  /// Takes it back.
  func cancel() { Self.state.withLock { _ = $0.rings.removeValue(forKey: ticket) } }

  private static func sleep(until end: Instant) {
    Task {
      try? await Task.sleep(until: end, clock: .continuous)
      let (due, next) = state.withLock { state in
        let due = state.rings.filter { $0.value.end <= end }
        for ticket in due.keys { state.rings[ticket] = nil }
        // Another sleeper is there that wakes up before.
        guard state.next == end else { return (due, nil as Instant?) }
        state.next = state.rings.values.map(\.end).min()
        return (due, state.next)
      }
      for (_, ring) in due.values { ring() }
      if let next { sleep(until: next) }
    }
  }
}
