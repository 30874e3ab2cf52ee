import API
import Configuration
import Discovery
import Ledger
import Platform

/// Keeps every library worked on for as long as it runs, or once through: it owns what is under way, and nobody else begins or ends anything.
///
/// One loop reads one stream of signals; each makes a round, in which whatever is due is begun. The loop itself never
/// touches media: what does runs in tasks on `MediaThreads`.
public actor Scheduler {
  var core: Core
  let ledger: Ledger
  let observer: Observer
  /// What is known of each library, by its name.
  var queues: [String: LibraryQueue] = [:]
  /// Turns under way, by number.
  var running: [Int: RunningJob] = [:]
  var turns = 0
  /// Files that had a turn and have to wait for the next.
  var waiting: [Path: ContinuousClock.Instant] = [:]
  /// How long they had to wait last.
  var patience: [Path: Duration] = [:]
  /// Files that somebody asked for by name: they come first.
  var asked = AskedFiles()
  /// Filesystems without room.
  var pause = SpacePause()
  var pauseDue: ContinuousClock.Instant?
  /// What a look has found to be due later: directories, and when.
  var later: [Path: ContinuousClock.Instant] = [:]
  /// Directories to be looked at with everything below them.
  var deep: Set<Path> = []
  /// Hears of changes below roots; what is known of that, and when it was last asked to.
  let watcher: Watcher
  var coverage: [Path: Coverage] = [:], covered: [Path: ContinuousClock.Instant] = [:]
  /// Where the roots of the configuration lie.
  var places: [Path: Path] = [:]
  /// Looks under way, by number, and how many there were.
  var looks: [Int: RunningScan] = [:], lookCount = 0
  /// How many configurations there were before, and the roots that were offline in the last round.
  var generation = 0, wereOffline: Set<Path> = []
  var retentionDue = ContinuousClock.now
  /// Housework under way.
  var chores: Set<Chore> = []
  /// Whether what an earlier run left behind has come to its end, before which nothing new begins.
  private(set) var isRecovered = false
  /// Sends the next round when something is due.
  var alarm: Task<Void, any Error>?
  /// What people have switched on.
  var switches: Set<Switch> = []
  /// What each library's turns depend on, by its name, what keeps it from work, and whether its files may begin.
  var conditions: [String: LibraryPauses] = [:]
  var because: [String: [PauseReason]] = [:]
  var mayBegin: [String: Bool] = [:]
  var meter: LoadMeter
  var sampleDue: ContinuousClock.Instant?
  /// Where jobs have their control groups; nil where there are none.
  let home: CgroupHome?
  /// Another connection to the ledger, for those who only ask.
  let reader: Ledger
  let feed: Broadcast
  /// Totals, and how many turns were over when they were taken.
  var stats = StatsView(), statsTurn = -1
  var disks: [StatusView.Disk] = [], disksDue: ContinuousClock.Instant?
  /// What is wrong with the places that work needs, and when that is looked at again.
  var workFault: Reason?
  var closedRoots: [Path: SystemError] = [:]
  var placesDue: ContinuousClock.Instant?
  /// When it is seen next whether the disks of jobs under way answer.
  var listenDue: ContinuousClock.Instant?
  /// How much is free where something is written.
  let spaces = FreeSpaceLooks()
  /// Whether disks answer.
  let silence = SilenceLooks()
  /// What is wrong with the configuration that was to be followed last.
  var refusedConfig: String?
  let readConfig: @Sendable () throws -> Config
  private(set) var isEnding = false
  /// How far a run is that ends by itself; nil for one that stays.
  var once: OneRun?
  private let signals: AsyncStream<SchedulerEvent>
  let inbox: AsyncStream<SchedulerEvent>.Continuation

  /// A scheduler over a configuration's libraries; `feed` hears of what happens in `core`, `reader` reads the same ledger,
  /// and `readConfig` reads the configuration anew.
  public init(
    _ core: Core, feed: Broadcast, reader: Ledger, in home: CgroupHome?,
    readConfig: @escaping @Sendable () throws -> Config
  ) {
    self.init(core, feed: feed, reader: reader, in: home, once: nil, readConfig: readConfig)
  }

  init(
    _ core: Core, feed: Broadcast, reader: Ledger, in home: CgroupHome?, once: OneRun?,
    readConfig: @escaping @Sendable () throws -> Config
  ) {
    self.once = once
    (self.core, ledger, observer) = (core, core.ledger, core.observer)
    (self.feed, self.reader, self.home, self.readConfig) = (feed, reader, home, readConfig)
    watcher = Watcher(excluded: core.ownDirectories)
    meter = LoadMeter(group: home?.path)
    (signals, inbox) = AsyncStream.makeStream()
  }

  /// Brings what an earlier run left to its end, says that it is ready, and works until somebody asks it to end.
  public func run() async throws {
    defer { alarm?.cancel() }
    try await withThrowingDiscardingTaskGroup { group in
      defer { group.cancelAll() }
      begin(&group, on: MediaThreads.shared) { [core, inbox, isOnce = once != nil] in
        if isOnce { try await core.indexLedger() }
        try await core.cleanUp()
        if isOnce { try await core.retention.purgeDue() } else { try await core.detect() }
        inbox.yield(.recovered)
      }
      begin(&group) { [inbox] in
        try await GracefulShutdown.current.pause(.seconds(1 << 40))
        inbox.yield(.stop)
      }
      if once == nil {
        begin(&group) { [core] in try await core.indexLedger() }
        begin(&group) { [watcher, inbox] in
          while true { inbox.yield(.changed(try await watcher.next())) }
        }
      }
      for await signal in signals {
        try await take(signal)
        FaultPoint.reach("round")
        if isEnding, running.isEmpty { return try endEarly() }
        if isRecovered, !isEnding {
          if once == nil { try await makeRound(&group) } else { try await makeOnlyRound(&group) }
          if once?.isOver == true { return }
          scheduleWakeup()
        } else {
          scheduleWakeup(for: heartbeat)
        }
        ServiceManager.watchdog()
      }
      // The signals end with the task.
      try endEarly()
    }
  }

  /// A run that stays has come to its end when it is asked to end; one that ends by itself has not.
  private func endEarly() throws {
    if once != nil { throw CancellationError() }
  }

  private func take(_ signal: SchedulerEvent) async throws {
    switch signal {
    case .round: break
    case .recovered where once != nil:
      isRecovered = true
      await core.sayNotices()
      for library in core.config.libraries { queues[library.name] = LibraryQueue() }
    case .recovered:
      isRecovered = true
      switches = try await ledger.switches()
      await core.sayNotices()
      await resetQueues()
      let libraries = core.config.libraries
      let record = LogRecord.ready(libraries: libraries.count, roots: libraries.flatMap(\.roots).count)
      await observer(.told(record))
      ServiceManager.ready(record.message)
    case .looked(let number, let result): try await conclude(look: number, result)
    case .ended(let number, let result): try await conclude(number, result)
    case .relieved(let shortages): try await resume(shortages)
    case .changed(let changes): await take(changes)
    case .answered(let name, let reason): conditions[name]?.answer(reason)
    case .seen(let seen): disks = seen
    case .examined(let fault, let closed): take(fault, closed)
    case .heard(let silent): await take(silent: silent)
    case .finished(let chore): chores.remove(chore)
    case .failed(let error):
      once?.outcomes.yield(.failure(error))
      throw error
    case .configured(let new):
      core = new
      // Looks by the rules of before are worth nothing any more; every root is due.
      generation += 1
      for underWay in looks.values { underWay.position.giveUp() }
      await core.sayNotices()
      await resetQueues()
      await forgetShortages()
      let file = core.config.source ?? Path("/etc/condense/config.toml")
      await observer(.told(.reloaded(file)))
      ServiceManager.ready("reloaded")
    case .surveyed(let roots): once?.roots = roots
    case .prepared: once?.isPrepared = true
    case .settled:
      once?.isSettled = true
      for name in queues.keys { queues[name]?.refresh() }
    case .stop where once != nil:
      // Whatever it waits for hears of it by itself, and has its time.
      isEnding = true
    case .stop:
      // What is under way goes on in the next run.
      isEnding = true
      await observer(.told(.stopping("what is under way goes on in the next run")))
      ServiceManager.stopping("\(running.count) jobs come to an end")
      for number in running.keys { end(number, .untilLater, atOnce: true) }
    }
  }

  /// Does something beside the rounds, which end with it when it fails.
  func begin(
    _ group: inout Children, on threads: MediaThreads? = nil,
    _ work: @escaping @Sendable () async throws -> Void
  ) {
    group.addTask(executorPreference: threads) { [inbox] in
      do { try await work() } catch is CancellationError {} catch { inbox.yield(.failed(error)) }
    }
  }

  /// Begins whatever is due.
  private func makeRound(_ group: inout Children) async throws {
    await giveUpLooks()
    await watchAgain()
    await beginLooks(&group)
    lookAtPlaces(&group)
    listenToJobs(&group)
    await applyPauses(&group)
    try await beginJobs(&group)
    runMaintenance(&group)
    lookAtDisks(&group)
  }
}
