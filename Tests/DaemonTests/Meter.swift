import Synchronization

@testable import Daemon

/// Watches who runs at the same time as whom.
final class Meter: Sendable {
  private struct State {
    var running: [Int: ResourceLimiter.Need] = [:]
    var next = 0, most = 0
    var order: [Int] = []
    var excesses: [String] = []
    var waiters: [(count: Int, go: CheckedContinuation<Void, Never>)] = []
  }
  private let cores: Int
  private let memory: Int64
  private let state = Mutex(State())

  /// For a budget of so much.
  init(cores: Int, memory: Int64) { (self.cores, self.memory) = (cores, memory) }

  /// How many run now, and how many did at most.
  var running: Int { state.withLock { $0.running.count } }
  var most: Int { state.withLock { $0.most } }
  /// The lengths of all that have begun, in their order.
  var order: [Int] { state.withLock { $0.order } }
  /// Where there was more than there may be.
  var excesses: [String] { state.withLock { $0.excesses } }

  /// Counts something as running while it does.
  func during(_ need: ResourceLimiter.Need, _ body: () async throws -> Void) async throws {
    let number = begin(need)
    defer { state.withLock { $0.running[number] = nil } }
    try await body()
  }

  private func begin(_ need: ResourceLimiter.Need) -> Int {
    state.withLock { state in
      state.next += 1
      state.running[state.next] = need
      state.order.append(need.length)
      state.most = max(state.most, state.running.count)
      let all = state.running.values
      let readers = Dictionary(grouping: all.compactMap(\.disk)) { $0 }.values.map(\.count).max() ?? 0
      let isTooMuch =
        all.reduce(0) { $0 + $1.cores } > cores || all.reduce(0) { $0 + $1.memory } > memory || readers > 2
      if all.count > 1, isTooMuch { state.excesses.append("\(all)") }
      let count = all.count
      for waiter in state.waiters where waiter.count <= count { waiter.go.resume() }
      state.waiters.removeAll { $0.count <= count }
      return state.next
    }
  }

  /// Returns once so many run.
  func wait(for count: Int) async {
    await withCheckedContinuation { go in
      let isThere = state.withLock { state in
        if state.running.count >= count { return true }
        state.waiters.append((count, go))
        return false
      }
      if isThere { go.resume() }
    }
  }
}

/// Keeps everybody waiting until it opens, and nobody afterwards.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }
  private let state = Mutex(State())

  func wait() async {
    await withCheckedContinuation { go in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiters.append(go) }
        return state.isOpen
      }
      if isOpen { go.resume() }
    }
  }

  func open() {
    let waiters = state.withLock { state in
      state.isOpen = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }
}
