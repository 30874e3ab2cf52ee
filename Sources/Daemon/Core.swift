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
  let mediaTools: LazyMediaTools
  let observer: Observer
  /// Nothing is written, anywhere.
  let dryRun: Bool
  /// Whether files are decided anew although a decision is known.
  let force: Bool
  /// The space that jobs under way have been promised.
  let space: SpaceBook
  /// The resources of this machine that encodes under way use.
  let budget: ResourceLimiter
  /// Which roots are there.
  let watch: RootMonitor
  /// Originals that are put back or removed just now.
  let held: HeldOriginals
  /// The rights of this process over the files of others; nil where the kernel does not tell.
  let credentials = try? Credentials.current()

  /// Wires a run together. Throws a `Reason` when a tool is missing.
  public init(_ config: Config, ledger: Ledger, dryRun: Bool, force: Bool, observer: @escaping Observer)
    throws
  {
    (self.config, self.ledger, self.observer) = (config, ledger, observer)
    (self.dryRun, self.force) = (dryRun, force)
    (space, budget, watch, held) = (SpaceBook(), ResourceLimiter(), RootMonitor(), HeldOriginals())
    identity = try ToolIdentity(config)
    mediaTools = LazyMediaTools(config, identity)
  }

  /// A run with given tools.
  init(
    _ config: Config, ledger: Ledger, identity: ToolIdentity, tools: LazyMediaTools, dryRun: Bool = false,
    force: Bool = false,
    observer: @escaping Observer
  ) {
    (self.config, self.ledger, self.observer) = (config, ledger, observer)
    (self.dryRun, self.force) = (dryRun, force)
    (space, budget, watch, held) = (SpaceBook(), ResourceLimiter(), RootMonitor(), HeldOriginals())
    (self.identity, mediaTools) = (identity, tools)
  }

  /// The same run by another configuration; what is under way still counts. Throws a `Reason` when a tool is missing.
  init(_ config: Config, after earlier: Core) throws {
    (self.config, ledger, observer) = (config, earlier.ledger, earlier.observer)
    (dryRun, force) = (earlier.dryRun, earlier.force)
    (space, budget, watch, held) = (earlier.space, earlier.budget, earlier.watch, earlier.held)
    identity = try ToolIdentity(config)
    mediaTools = LazyMediaTools(config, identity)
  }

  /// Whether some library's work is to wait for hours, for other programs, or for commands.
  public var keepsHours: Bool {
    config.libraries.contains {
      !$0.schedule.windows.isEmpty || LoadGate($0.load).isNeeded || !$0.load.require.isEmpty
    }
  }
  /// The directories that are never looked into.
  var ownDirectories: [Path] { [config.stateDir, config.tempOutputDir, config.jobStateDir] }
  var retention: Retention { Retention(config, ledger: ledger, held: held, observer: observer) }
  var decider: Decider { Decider(mediaTools: mediaTools, ledger: ledger, remember: !dryRun, force: force) }

  /// Says what is worth knowing about the configuration, and which libraries cannot be worked on.
  func sayNotices() async {
    for notice in config.notices { await observer(.warning("\(notice)")) }
    for library in config.libraries where !library.blockedBy.isEmpty {
      let problems = library.blockedBy.map { "\($0)" }.joined(separator: "; ")
      await observer(.warning("library '\(library.name)' is left alone: \(problems)"))
    }
  }

  /// Handles one file that was asked for by name.
  func handle(_ path: Path, in territory: LibraryMap, on desk: DecisionRecorder) async throws -> JobOutcome {
    let candidate: Candidate
    do { candidate = try Walker.candidate(path, in: territory) } catch let error as SystemError {
      await observer(.warning("\(path): \(error)"))
      await desk.miss(path)
      return .over
    }
    var library = library(of: candidate)
    // The basis is taken before the rules are relaxed, so that the decision stands like any other.
    let basis = try CacheKey.of(library, identity)
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
  func territory() async throws -> LibraryMap {
    var roots: [LibraryMap.Root] = []
    for (index, library) in config.libraries.enumerated() {
      for root in library.roots {
        // One that may not be read has its place all the same.
        guard let answer = try await watch.see(root),
          let real = (try? answer.get().real) ?? (try? Files.resolved(root))
        else { continue }
        roots.append(LibraryMap.Root(library: index, path: real))
      }
    }
    return LibraryMap(config.libraries, roots: roots)
  }

  func library(of candidate: Candidate) -> Library {
    candidate.library.map { config.libraries[$0] } ?? Library(name: "", roots: [], settings: config.settings)
  }
}

extension Library {
  /// Whether the kernel is to tell of changes in it.
  var watchesNow: Bool { settings.pace.watch && blockedBy.isEmpty }
}
