import API
import Configuration
import Delivery
import Discovery
import Ledger
import Media
import Planning
import Platform

/// One run over libraries or single files: finds, decides, and has the runner do what was decided.
public struct Core: Sendable {
  let config: Config
  let ledger: Ledger
  let identity: ToolIdentity
  let tools: OutsideTools
  let observer: Observer
  /// Nothing is written, anywhere.
  let dryRun: Bool
  /// What is known already does not count.
  let force: Bool
  /// What jobs under way have been promised.
  let space: SpaceBook
  /// What encodes under way take of this machine.
  let budget: Budget
  /// Which roots are there.
  let watch: RootLooks
  /// Originals that are put back or removed just now.
  let held: HeldOriginals
  /// What this process may do with the files of others; nil where the kernel does not tell.
  let credentials = try? Credentials.current()

  /// Wires a run together. Throws a `Reason` when a tool is missing.
  public init(_ config: Config, ledger: Ledger, dryRun: Bool, force: Bool, observer: @escaping Observer)
    throws
  {
    (self.config, self.ledger, self.observer) = (config, ledger, observer)
    (self.dryRun, self.force) = (dryRun, force)
    (space, budget, watch, held) = (SpaceBook(), Budget(), RootLooks(), HeldOriginals())
    identity = try ToolIdentity(config)
    tools = OutsideTools(config, identity)
  }

  /// The same run by another configuration; what is under way still counts. Throws a `Reason` when a tool is missing.
  init(_ config: Config, after earlier: Core) throws {
    (self.config, ledger, observer) = (config, earlier.ledger, earlier.observer)
    (dryRun, force) = (earlier.dryRun, earlier.force)
    (space, budget, watch, held) = (earlier.space, earlier.budget, earlier.watch, earlier.held)
    identity = try ToolIdentity(config)
    tools = OutsideTools(config, identity)
  }

  /// Whether some library's work is to wait for hours, for other programs, or for commands.
  public var keepsHours: Bool {
    config.libraries.contains {
      !$0.schedule.windows.isEmpty || LoadGate($0.load).isNeeded || !$0.load.require.isEmpty
    }
  }
  /// What is never looked into.
  var ownDirectories: [Path] { [config.stateDir, config.tempOutputDir, config.jobStateDir] }
  var retention: Retention { Retention(config, ledger: ledger, held: held, observer: observer) }
  var decider: Decider { Decider(tools: tools, ledger: ledger, remember: !dryRun, force: force) }

  /// Drains every library once and returns what it came to.
  public func runOnce() async throws -> RunSummary {
    let desk = Desk(ledger, dryRun: dryRun, observer: observer)
    let listener = tellSilence()
    defer { listener.cancel() }
    try await cleanUp()
    if !dryRun { try await retention.purgeDue() }
    var survey = Survey()
    await sayNotices()
    let territory = try await territory(&survey, within: [])
    let late = try await discover(&survey, territory, on: desk)
    try await cancelForgotten()
    await desk.count(files: survey.files, unchanged: survey.unchanged)
    try await announce(survey, late: late.count)
    if !dryRun, try await hasWork, let fault = WorkDirectory.obstacle(config) { throw fault }
    var round = Round(survey: survey, territory: territory)
    try await drain(&round, on: desk)
    for item in late { try await settle(item, on: desk) }
    if !late.isEmpty { try await drain(&round, on: desk) }
    return await desk.summary
  }

  /// Says what is worth knowing about the configuration, and which libraries cannot be worked on.
  func sayNotices() async {
    for notice in config.notices { await observer(.warning("\(notice)")) }
    for library in config.libraries where !library.blockedBy.isEmpty {
      let problems = library.blockedBy.map { "\($0)" }.joined(separator: "; ")
      await observer(.warning("library '\(library.name)' is left alone: \(problems)"))
    }
  }

  /// Whether any library's queue has files.
  private var hasWork: Bool {
    get async throws {
      for library in config.libraries where try await ledger.waiting(in: library.name) > 0 { return true }
      return false
    }
  }

  private func announce(_ survey: Survey, late: Int) async throws {
    var waiting = 0
    for library in config.libraries { waiting += try await ledger.waiting(in: library.name) }
    await observer(
      .discovered(files: survey.files, unchanged: survey.unchanged, waiting: waiting, settling: late))
  }

  /// Handles single files now, whatever was known about them and however small or young they are.
  public func run(files: [Path]) async throws -> RunSummary {
    let desk = Desk(ledger, dryRun: dryRun, observer: observer)
    try await cleanUp()
    if !dryRun { try await retention.purgeDue() }
    let territory = try await territory()
    for path in files { _ = try await handle(path, in: territory, on: desk) }
    return await desk.summary
  }

  /// Handles one file that was asked for by name.
  func handle(_ path: Path, in territory: Territory, on desk: Desk) async throws -> Turn {
    let candidate: Candidate
    do { candidate = try Walker.candidate(path, in: territory) } catch let error as SystemError {
      await observer(.warning("\(path): \(error)"))
      await desk.miss(path)
      return .over
    }
    var library = library(of: candidate)
    // What is decided stands like any other decision.
    let basis = try DecisionBasis.of(library, identity)
    (library.rules.minBytes, library.rules.settleSecs, library.rules.minAgeDays) = (0, 0, 0)
    if let problem = candidate.library == nil ? config.blockedBy.first : library.blockedBy.first {
      await observer(.warning("\(path) is left alone: \(problem)"))
      await desk.miss(path)
      return .over
    }
    await desk.count(files: 1, unchanged: 0)
    let decided = try await decider.decide(candidate, library, basis)
    let record = decided.record
    try await remember([decided])
    try await desk.file(record, library)
    if record.state != .queued { return .over }
    return try await process(record, library, in: territory, again: true, on: desk)
  }

  /// The roots that can be found now, without a word about the others.
  func territory() async throws -> Territory {
    var roots: [Territory.Root] = []
    for (index, library) in config.libraries.enumerated() {
      for root in library.roots {
        // One that may not be read has its place all the same.
        guard let answer = try await watch.see(root),
          let real = (try? answer.get().real) ?? (try? Files.resolved(root))
        else { continue }
        roots.append(Territory.Root(library: index, path: real))
      }
    }
    return Territory(config.libraries, roots: roots)
  }

  func library(of candidate: Candidate) -> Library {
    candidate.library.map { config.libraries[$0] } ?? Library(name: "", roots: [], settings: config.settings)
  }
}

extension Library {
  /// Whether the kernel is to tell of changes in it.
  var watchesNow: Bool { settings.pace.watch && blockedBy.isEmpty }
}
