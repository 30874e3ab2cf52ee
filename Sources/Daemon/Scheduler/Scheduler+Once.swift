import API
import Configuration
import Discovery
import Ledger
import Platform

extension Scheduler {
  /// Works through all libraries, or through some files, until only that is left which has to wait in whatever takes longer than
  /// a run, and returns what it came to.
  ///
  /// Neither hours nor the machine's load nor pauses keep it from anything. A directory that does not answer is left behind,
  /// and a job whose disk does not answer after ten minutes in which nothing else was left to do.
  public static func runOnce(_ core: Core, files: [Path]? = nil) async throws -> RunSummary {
    let (outcomes, outcome) = AsyncStream.makeStream(of: Result<RunSummary, any Error>.self)
    let desk = DecisionRecorder(core.ledger, dryRun: false, observer: core.observer)
    let scheduler = Scheduler(
      core, feed: Broadcast(), reader: core.ledger, in: nil, once: OneRun(files, desk, outcome)
    ) { core.config }
    let listener = core.tellSilence()
    defer { listener.cancel() }
    let work = Task {
      defer { outcome.finish() }
      try await scheduler.run()
    }
    return try await withTaskCancellationHandler {
      for await outcome in outcomes {
        // What waits for a disk that does not answer may never end.
        if await !scheduler.isStuck { try await work.value }
        return try outcome.get()
      }
      try await work.value
      throw CancellationError()
    } onCancel: {
      work.cancel()
    }
  }

  private var isStuck: Bool {
    looks.values.contains { $0.stuck != nil } || running.values.contains { $0.isSilent }
  }

  /// Where decisions go: in a run that stays nobody asks for an account.
  var desk: DecisionRecorder { once?.desk ?? DecisionRecorder(ledger, dryRun: false, observer: observer) }

  /// Begins whatever is to be done next, and finds out whether anything is left.
  func makeOnlyRound(_ group: inout Children) async throws {
    await giveUpLooks()
    if let files = once?.files {
      if once?.isPrepared == false { try await ask(for: files) }
    } else {
      try await look(&group)
    }
    guard once?.isPrepared == true else { return }
    listenToJobs(&group)
    try await beginOnly(&group)
    lookForRoom(&group)
    // Files that were named have one turn each.
    let isShort = once?.files == nil && !pause.short.isEmpty && !pause.isOver
    guard once?.isSettled == true, asked.isEmpty, !isShort, try await mayLeaveJobs() else { return }
    await finish()
  }

  /// Whether nothing is under way, or only what has waited for its disk long enough.
  private func mayLeaveJobs() async throws -> Bool {
    guard !running.isEmpty, running.values.allSatisfy(\.isSilent) else {
      once?.silentSince = nil
      return running.isEmpty
    }
    let since = once?.silentSince ?? .now
    once?.silentSince = since
    if since + SpacePause.limit > .now { return false }
    for job in running.values {
      guard var record = try await ledger.file(job.path) else { continue }
      record.reason = Reason(
        .offline, "the disk of '\(job.path)' does not answer; its job goes on in the next run")
      await desk.wait(record)
    }
    return true
  }

  private func ask(for files: [Path]) async throws {
    // One file has one turn, whatever it is called.
    for path in files { asked.add(try await real(path)) }
    once?.isPrepared = true
    once?.isSettled = true
  }

  /// Looks through the roots, and prepares what comes of it.
  private func look(_ group: inout Children) async throws {
    guard let run = once else { return }
    if run.isPreparing { return }
    if run.roots == nil, looks.isEmpty, chores.insert(.survey).inserted {
      return begin(&group, on: MediaThreads.shared) { [core, inbox] in
        inbox.yield(.surveyed(try await core.rootsToWalk()))
      }
    }
    guard let roots = run.roots else { return }
    if !run.isLooking {
      once?.isLooking = true
      for root in roots {
        begin(look([root], isDeep: true), &group)
        once?.looks.insert(lookCount)
      }
    }
    guard once?.looks.isEmpty == true else { return }
    once?.isPreparing = true
    await desk.count(files: run.counts.files, unchanged: run.counts.unchanged)
    begin(&group, on: MediaThreads.shared) { [core, inbox, desk, run] in
      try await core.prepare(run)
      inbox.yield(.prepared)
      for item in run.unsettled { try await core.settle(item, on: desk) }
      inbox.yield(.settled)
    }
  }

  /// Begins as many turns as may be under way.
  private func beginOnly(_ group: inout Children) async throws {
    guard once?.files != nil else { return try await beginJobs(&group) }
    while running.values.count(where: { !$0.isSilent }) < width, let path = asked.take() {
      try await begin(path, of: "", &group) { [core, desk] in
        try await core.handle(path, in: try await core.territory(), on: desk)
      }
    }
  }

  private func finish() async {
    once?.isOver = true
    once?.outcomes.yield(.success(await desk.summary))
  }
}

extension Core {
  /// The roots to be looked through, none within another.
  fileprivate func rootsToWalk() async throws -> [Path] {
    var survey = ScanState()
    _ = try await territory(&survey, within: [])
    return survey.walks
  }

  /// Ends the jobs that nobody wants any more, says what was found, and makes sure that it can be worked on.
  fileprivate func prepare(_ run: OneRun) async throws {
    try await cancelForgotten()
    var waiting = 0
    for library in config.libraries { waiting += try await ledger.waiting(in: library.name) }
    await observer(
      .discovered(
        files: run.counts.files, unchanged: run.counts.unchanged, waiting: waiting,
        settling: run.unsettled.count))
    if waiting > 0, let fault = WorkDirectoryCheck.obstacle(config) { throw fault }
  }
}
