import API
import Configuration
import Ledger
import Platform

extension Scheduler {
  /// A file that had its turn and has to wait for something that nobody looks at has its next one after the first of
  /// these, and then after twice as long each time, up to the last. Often it is only our own probe that has it open.
  private static let patience = (first: Duration.seconds(1), last: Duration.seconds(60))

  /// Begins as many turns as may be under way: those that were asked for by name, then the libraries' in fair order.
  func beginJobs(_ group: inout Children) async throws {
    let now = ContinuousClock.now
    let due = waiting.filter { $0.value <= now }
    if !due.isEmpty {
      for path in due.keys { waiting[path] = nil }
      for name in queues.keys { queues[name]?.refresh() }
    }
    while running.values.count(where: { !$0.isSilent }) < width {
      // What somebody wants now waits for no hours.
      if !switches.contains(.paused), let path = asked.take() {
        try await begin(path, of: "", &group) { [core, desk] in try await core.turn(asked: path, on: desk) }
      } else if let (path, library) = try await nextFile() {
        try await begin(path, of: library, &group) { [core, desk, again = once != nil && core.force] in
          try await core.turn(of: path, again: again, on: desk)
        }
      } else {
        return
      }
    }
  }

  /// How many turns may be under way.
  var width: Int { core.config.libraries.map(\.pace.maxConcurrentJobs).max() ?? 1 }

  func begin(
    _ path: Path, of library: String, _ group: inout Children,
    _ turn: @escaping @Sendable () async throws -> Core.JobOutcome
  ) async throws {
    let job = RunningJob(
      path, of: library, after: try await ledger.latestJob(of: path), in: home,
      stop: once == nil ? GracefulShutdown() : .current)
    turns += 1
    let (number, inbox) = (turns, inbox)
    running[number] = job
    queues[job.library]?.served = number
    begin(&group, on: MediaThreads.shared) {
      let result: Result<Core.JobOutcome, any Error>
      do { result = .success(try await job.run(turn)) } catch { result = .failure(error) }
      inbox.yield(.ended(number, result))
    }
  }

  /// The first file of the library that has the fewest turns under way and has waited longest for one.
  private func nextFile() async throws -> (Path, library: String)? {
    // Every encode is made there first.
    if pause.short.values.contains(where: { $0.place == core.config.tempOutputDir }) { return nil }
    let counts = running.values.reduce(into: [String: Int]()) {
      $0[$1.library, default: 0] += $1.isSilent ? 0 : 1
    }
    let away = await core.watch.offline
    let open = core.config.libraries.filter {
      $0.blockedBy.isEmpty && $0.roots.contains { away[$0] == nil }
        && counts[$0.name, default: 0] < $0.pace.maxConcurrentJobs
        && (once != nil || mayBegin[$0.name] == true)
    }.sorted {
      (counts[$0.name, default: 0], queues[$0.name]?.served ?? 0) < (
        counts[$1.name, default: 0], queues[$1.name]?.served ?? 0
      )
    }
    for library in open {
      if let path = try await nextFile(of: library, but: away.keys.map { places[$0] ?? $0 }) {
        return (path, library.name)
      }
    }
    return nil
  }

  private func nextFile(of library: Library, but offline: [Path]) async throws -> Path? {
    while var desk = queues[library.name], !desk.isDry {
      if desk.next.isEmpty {
        desk.next = try await ledger.queue(of: library.name, .init(library.rules.order), after: desk.passed)
          .reversed()
        desk.passed += desk.next.count
        desk.isDry = desk.next.isEmpty
      }
      let path = desk.next.popLast()
      queues[library.name] = desk
      guard let path, waiting[path] == nil, !running.values.contains(where: { $0.path == path }),
        !offline.contains(where: { path.isWithin($0) })
      else { continue }
      guard let record = try await ledger.file(path), pause.short[record.identity.device] == nil else {
        continue
      }
      return path
    }
    return nil
  }

  /// Says what came of a turn, for those who asked for the file, before or meanwhile.
  private func tellTurn(of job: RunningJob) async throws {
    let record = try await ledger.file(job.path)
    let latest = try await ledger.latestJob(of: job.path)
    let isOwn = latest?.status.isFinal == true && latest != job.before
    await feed.send(
      .turn, TakenView(job.path, job: isOwn ? latest : nil, reason: isOwn ? latest?.reason : record?.reason))
  }

  private func postpone(_ path: Path) {
    // A run that ends by itself gives no second turn.
    if once != nil { return waiting[path] = .now + .seconds(1 << 40) }
    let delay = patience[path].map { min($0 * 2, Self.patience.last) } ?? Self.patience.first
    patience[path] = delay
    waiting[path] = .now + delay
  }

  /// Ends a turn early.
  func end(_ number: Int, _ ending: RunningJob.Ending, atOnce: Bool) {
    if ending == .cancelled || running[number]?.ending == nil { running[number]?.ending = ending }
    running[number]?.end(atOnce: atOnce)
  }

  /// Takes in what came of a turn.
  func conclude(_ number: Int, _ result: Result<Core.JobOutcome, any Error>) async throws {
    guard let job = running.removeValue(forKey: number) else { return }
    if job.isSilent { await core.budget.note(job.tools, isSilent: false) }
    if job.ending == .cancelled, result.isUnfinished {
      try await core.cancel(job.path)
      return try await tellTurn(of: job)
    }
    try await tellTurn(of: job)
    switch result {
    case .success(.over): patience[job.path] = nil
    case .success(.waits):
      postpone(job.path)
      // It may be all work that has to wait.
      placesDue = nil
    case .success(.short(let shortage)): if pause.add(shortage) { try await core.hold(shortage) }
    case .failure(let error as LedgerError): throw error
    case .failure(is CancellationError):
      // It was taken from its desk.
      for name in queues.keys { queues[name]?.refresh() }
    case .failure(let error) where once != nil:
      // There is no later.
      throw error
    case .failure(let error):
      postpone(job.path)
      await observer(.warning("\(job.path): \(error); it is tried again later"))
    }
  }
}

extension Result where Success == Core.JobOutcome, Failure == any Error {
  /// Whether the turn has brought its file to no end.
  fileprivate var isUnfinished: Bool {
    switch self {
    case .success(.over): false
    case .success: true
    case .failure(let error): error is CancellationError
    }
  }
}
