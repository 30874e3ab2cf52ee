import API
import Configuration
import Ledger
import Platform

extension Scheduler {
  private static let retentionInterval = Duration.seconds(3600)
  /// Between two looks at filesystems without room.
  private static let reliefInterval = Duration.seconds(30)

  /// Removes originals whose time is up, ends jobs that nobody wants any more, and sees whether there is room again where there was none.
  func keepHouse(_ group: inout ThrowingTaskGroup<Void, any Error>) {
    let now = ContinuousClock.now
    if retentionDue <= now {
      retentionDue = now + Self.retentionInterval
      group.addTask(executorPreference: MediaThreads.shared) { [core] in
        try await core.retention.purgeDue()
        try await core.cancelForgotten()
      }
    }
    if pause.short.isEmpty {
      pauseDue = nil
    } else if let due = pauseDue, due <= now {
      pauseDue = now + Self.reliefInterval
      let (short, mail) = (pause, mail)
      group.addTask(executorPreference: MediaThreads.shared) {
        var pause = short
        mail.yield(.relieved(pause.relieved { try? Files.freeSpace(at: $0) }))
      }
    } else if pauseDue == nil {
      pauseDue = now + Self.reliefInterval
    }
  }

  /// Whether a library's files may have their turns now.
  func mayBegin(_ library: Library) -> Bool { true }

  /// Takes in that filesystems have room again.
  func resume(_ relieved: [Shortage]) async throws {
    for shortage in relieved where pause.end(shortage) { try await core.release(shortage) }
    for name in desks.keys { desks[name]?.refresh() }
  }

  /// Has the next round come when something is due.
  func arm() {
    let roots = desks.values.flatMap(\.roots.values)
    let due = ([retentionDue] + roots + later.values + waiting.values + [pauseDue].compactMap { $0 }).min()
    guard let next = [due, beat].compactMap({ $0 }).min() else { return }
    alarm?.cancel()
    alarm = Task { [mail] in
      try await Task.sleep(until: next, clock: .continuous)
      mail.yield(.round)
    }
  }

  /// When systemd is to be told again that rounds are made.
  private var beat: ContinuousClock.Instant? { ServiceManager.watchdogInterval.map { .now + $0 / 3 } }
}
