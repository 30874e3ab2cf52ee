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

  /// Wires a run together. Throws a `Reason` when a tool is missing.
  public init(_ config: Config, ledger: Ledger, dryRun: Bool, force: Bool, observer: @escaping Observer)
    throws
  {
    (self.config, self.ledger, self.observer) = (config, ledger, observer)
    (self.dryRun, self.force) = (dryRun, force)
    identity = try ToolIdentity(config)
    tools = OutsideTools(config, identity)
  }

  var decider: Decider { Decider(tools: tools, ledger: ledger, remember: !dryRun) }

  /// Drains every library once and returns what it came to.
  public func runOnce() async throws -> RunSummary {
    let desk = Desk(ledger, dryRun: dryRun, observer: observer)
    try await cleanUp()
    var survey = Survey()
    await sayNotices()
    let territory = try await territory(&survey, within: [])
    let late = try await discover(&survey, territory, on: desk)
    try await cancelForgotten()
    await desk.count(files: survey.files, unchanged: survey.unchanged)
    try await announce(survey, late: late.count)
    try await drain(survey, territory, on: desk)
    for item in late { try await settle(item, on: desk) }
    if !late.isEmpty { try await drain(survey, territory, on: desk) }
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
    let territory = territory()
    for path in files {
      let candidate: Candidate
      do { candidate = try Walker.candidate(path, in: territory) } catch let error as SystemError {
        await observer(.warning("\(path): \(error)"))
        await desk.miss(path)
        continue
      }
      var library = library(of: candidate)
      (library.rules.minBytes, library.rules.settleSecs, library.rules.minAgeDays) = (0, 0, 0)
      if let problem = candidate.library == nil ? config.blockedBy.first : library.blockedBy.first {
        await observer(.warning("\(path) is left alone: \(problem)"))
        await desk.miss(path)
        continue
      }
      await desk.count(files: 1, unchanged: 0)
      let record = try await decider.decide(candidate, library, DecisionBasis.of(library, identity)).record
      try await desk.file(record, library)
      if record.state == .queued { try await process(record, library, in: territory, again: true, on: desk) }
    }
    return await desk.summary
  }

  /// The whole decision about one file, what was known of it, and the rules it was made by.
  public func explain(_ path: Path) async throws -> Explanation {
    let territory = territory()
    let candidate = try Walker.candidate(path, in: territory)
    let library = library(of: candidate)
    let known = try await ledger.file(candidate.path)
    let record = try await decider.decide(candidate, library, DecisionBasis.of(library, identity)).record
    var decision = Decision(verdict: .skip(record.reason ?? Reason(.unreadable, "")))
    if record.state == .queued || record.fingerprint != nil {
      decision = try await decider.inspect(candidate, library)
      if record.reason?.code == .alreadyCondensed, let reason = record.reason {
        decision.verdict = .skip(reason)
      }
    }
    if case .encode = decision.verdict {
      if let reason = try await Replacer(ledger: ledger).obstacle(at: candidate.path) {
        decision.verdict = .skip(reason)
      } else if let reason = try await decider.standing(record, candidate.place, library) {
        decision.verdict = .skip(reason)
      }
    }
    let capabilities = try await tools.box().capabilities(for: library.rules, ledger, remember: false)
    return Explanation(
      candidate: candidate, library: library, known: known, decision: decision, capabilities: capabilities,
      isTaken: territory.owner(of: candidate.path, isTaken: true) != nil)
  }

  /// The roots that can be found now, without a word about the others.
  func territory() -> Territory {
    Territory(
      config.libraries,
      roots: config.libraries.enumerated().flatMap { index, library in
        library.roots.compactMap { root in
          (try? Files.resolved(root)).map { Territory.Root(library: index, path: $0) }
        }
      })
  }

  func library(of candidate: Candidate) -> Library {
    candidate.library.map { config.libraries[$0] } ?? Library(name: "", roots: [], rules: config.rules)
  }

  /// Ends or clears away what a killed run left behind.
  private func cleanUp() async throws {
    if dryRun { return }
    let recovered = try await Replacer(ledger: ledger).recover()
    for reason in recovered.left { await observer(.warning("\(reason)")) }
    for entry in recovered.delivered { try await finishBooks(entry) }
    for job in try await ledger.unfinishedJobs() { Workplace(job.id, in: config).clear() }
  }

  /// Ends the jobs that a run was killed in and whose files do not wait for one any more.
  private func cancelForgotten() async throws {
    for var job in try await ledger.unfinishedJobs() {
      let path = Path(bytes: job.pathB64.flatMap(PathView.bytes) ?? Array(job.path.utf8))
      if try await ledger.file(path)?.state == .queued, try await !ledger.isGone(path) { continue }
      (job.status, job.progress, job.finishedAt) = (.cancelled, nil, Timestamp.now())
      job.reason = Reason(.interrupted, "it was interrupted, and its file is not to be encoded any more")
      try await ledger.save(job)
    }
  }

  /// Writes down what a killed run had delivered but not yet said.
  private func finishBooks(_ entry: JournalEntry) async throws {
    guard var job = try await ledger.unfinishedJobs().first(where: { $0.id == entry.job }) else { return }
    job.status = .done
    job.outputBytes = entry.resultSize
    job.savedBytes = job.originalBytes - (entry.resultSize ?? 0)
    (job.progress, job.finishedAt) = (nil, Timestamp.now())
    try await ledger.save(job)
    let candidate = try Walker.candidate(entry.directory.appending(entry.name), in: territory())
    let library = library(of: candidate)
    try await ledger.save(
      FileRecord(
        path: candidate.path, library: library.name, identity: Identity(candidate.status),
        basis: DecisionBasis.of(library, identity), state: .skipped,
        reason: Reason(.alreadyCondensed, "job \(job.id) made it, before it was interrupted")))
  }
}

/// Everything that led to a decision about one file.
public struct Explanation: Sendable {
  /// The file and its library; a library without a name where no root holds it.
  public var candidate: Candidate, library: Library
  /// What the ledger had about it.
  public var known: FileRecord?
  /// The whole decision.
  public var decision: Decision
  /// Which encoders work here.
  public var capabilities: Capabilities
  /// Whether some library takes it, by its place and name.
  public var isTaken: Bool
}
