import Synchronization

/// All streams of events that are open.
final class Feeds: Sendable {
  /// The most that may be open: the other connections are for those who ask something.
  static let limit = 32

  private struct State {
    var isClosed = false
    var open: [ObjectIdentifier: EventFeed] = [:]
  }
  private let state = Mutex(State())

  /// Adds a stream; false when there are too many, or the server is stopping.
  func add(_ feed: EventFeed) -> Bool {
    let others: [EventFeed]? = state.withLock { state in
      if state.isClosed || state.open.count >= Self.limit { return nil }
      defer { state.open[ObjectIdentifier(feed)] = feed }
      return Array(state.open.values)
    }
    // Listeners who have gone are found when something is sent to them: they make room for the next.
    others?.forEach { $0.push(EventFeed.comment) }
    return others != nil
  }

  /// Forgets a stream whose connection is closed.
  func remove(_ feed: EventFeed) {
    feed.end()
    state.withLock { $0.open[ObjectIdentifier(feed)] = nil }
  }

  /// Ends all streams and takes no more.
  func close() {
    let all = state.withLock { state in
      state.isClosed = true
      return Array(state.open.values)
    }
    all.forEach { $0.end() }
  }
}
