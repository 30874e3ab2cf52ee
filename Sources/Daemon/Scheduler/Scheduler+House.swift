import API
import Configuration
import Ledger
import Platform

extension Scheduler {
  private static let retentionInterval = Duration.seconds(3600)
  /// Between two looks at filesystems without room.
  private static let reliefInterval = Duration.seconds(30)

  /// Removes originals whose time is up, ends jobs that nobody wants any more, and sees whether there is room again where there was none.
  func runMaintenance(_ group: inout Children) {
    let now = ContinuousClock.now
    if retentionDue <= now {
      retentionDue = now + Self.retentionInterval
      begin(.retention, &group) { [core, busy = Set(running.values.map(\.path))] in
        try await core.retention.purgeDue()
        try await core.ledger.forgetEvents(at: Timestamp.nowNs() / 1_000_000_000)
        try await core.cancelForgotten(but: busy)
      }
    }
    lookForRoom(&group)
  }

  /// Sees whether there is room again where there was none.
  func lookForRoom(_ group: inout Children) {
    let now = ContinuousClock.now
    let interval = once == nil ? Self.reliefInterval : OneRun.reliefInterval
    if pause.short.isEmpty {
      pauseDue = nil
    } else if let due = pauseDue, due <= now {
      pauseDue = now + interval
      begin(.relief, &group) { [inbox, core, spaces, short = pause] in
        var (pause, free) = (short, [Path: Int64]())
        for place in short.short.values.map(\.place) { free[place] = await spaces.see(place)?.freeBytes }
        let promised = await core.space.promised(but: 0)
        inbox.yield(.relieved(pause.relieved(promised: promised) { free[$0] }))
      }
    } else if pauseDue == nil {
      pauseDue = now + interval
    }
  }

  /// Begins a piece of housework, unless a disk that does not answer still holds up the same.
  func begin(
    _ chore: Chore, _ group: inout Children,
    _ work: @escaping @Sendable () async throws -> Void
  ) {
    guard chores.insert(chore).inserted else { return }
    begin(&group, on: MediaThreads.shared) { [inbox, observer] in
      do { try await work() } catch let error as LedgerError { throw error } catch is CancellationError {
      } catch {
        await observer(.warning("housework came to nothing: \(error); it is tried again later"))
      }
      inbox.yield(.finished(chore))
    }
  }

  /// Sees what is free where something is written.
  func lookAtDisks(_ group: inout Children) {
    if let due = disksDue, due > .now { return }
    disksDue = .now + Self.reliefInterval
    let places =
      [(core.config.tempOutputDir, core.config.load.floor)]
      + core.config.libraries.flatMap { library in library.roots.map { ($0, library.load.floor) } }
    begin(.disks, &group) { [inbox, spaces, short = pause.short] in
      var (seen, disks) = (Set<UInt64>(), [StatusView.Disk]())
      for (path, floor) in places {
        guard let found = await spaces.see(path), seen.insert(found.device).inserted else { continue }
        disks.append(
          .init(
            path: path, freeBytes: found.freeBytes, keepFreeBytes: floor.count,
            isFull: short[found.device] != nil,
            neededBytes: short[found.device]?.needed.count))
      }
      inbox.yield(.seen(disks))
    }
  }

  /// What was too little room was so by the configuration of before: the next turn there tells whether it still is.
  func forgetShortages() async {
    disksDue = nil
    if pause.short.isEmpty { return }
    pause = SpacePause()
    await observer(.told(.resumed(nil, "what waited for room is tried by the new configuration")))
  }

  /// Takes in that filesystems have room again.
  func resume(_ relieved: [Shortage]) async throws {
    // As long as something is under way, room may come of it.
    if once != nil, running.isEmpty { pause.add(waited: SpacePause.interval) }
    for shortage in relieved where pause.end(shortage) { try await core.release(shortage) }
    for name in queues.keys { queues[name]?.refresh() }
  }

  /// Has the next round come when something is due. Each of these is moved by the round that it is due in.
  func scheduleWakeup() {
    if once != nil { return scheduleWakeup(for: [pauseDue, looksDue, listenDue].compactMap { $0 }.min()) }
    let roots = queues.values.flatMap(\.roots.values)
    let questions = hasWork ? conditions.values.map(\.requirementDue) : []
    let places = workFault == nil ? nil : placesDue
    let some = [pauseDue, places, sampleDue, hoursDue, looksDue, listenDue, heartbeat] + questions
    scheduleWakeup(
      for: ([retentionDue] + roots + later.values + waiting.values + some.compactMap { $0 }).min())
  }

  /// Has the next round come at an instant, and not before unless something happens.
  func scheduleWakeup(for next: ContinuousClock.Instant?) {
    alarm?.cancel()
    guard let next else { return }
    alarm = Task { [inbox] in
      try await Task.sleep(until: next, clock: .continuous)
      inbox.yield(.round)
    }
  }

  /// When the hours of some library begin or end; a clock that is set meanwhile is noticed within a minute.
  private var hoursDue: ContinuousClock.Instant? {
    let seconds = Timestamp.nowNs() / 1_000_000_000
    return conditions.values.compactMap { $0.nextChange(at: seconds) }.min().map {
      .now + min(.seconds(60), .seconds($0.saturatingSubtract(seconds)))
    }
  }

  /// When systemd is to be told again that rounds are made.
  var heartbeat: ContinuousClock.Instant? { ServiceManager.watchdogInterval.map { .now + $0 / 3 } }
}
