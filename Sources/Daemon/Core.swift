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
  }

  /// Drains every library once and returns what it came to.
  public func runOnce() async throws -> RunSummary {
    try await cleanUp()
    var summary = RunSummary()
    let pending = try await discover(&summary)
    await observer(.discovered(files: summary.files, pending: pending.count))
    if pending.isEmpty { return summary }
    let bench = try await workbench()
    var late: [Pending] = []
    for item in pending {
      if FileGates.unsettled(item.candidate.status, nowNs: Timestamp.nowNs(), item.library.rules) > 0 {
        late.append(item)
      } else {
        try await process(item, on: bench, &summary)
      }
    }
    for item in late { try await settle(item, on: bench, &summary) }
    return summary
  }

  /// Handles single files now, whatever was known about them and however small or young they are.
  public func run(files: [Path]) async throws -> RunSummary {
    try await cleanUp()
    var summary = RunSummary()
    let bench = try await workbench()
    for path in files {
      var library = library(of: path)
      (library.rules.minBytes, library.rules.settleSecs) = (0, 0)
      let candidate: Candidate
      do { candidate = try Walker.candidate(path) } catch let error as SystemError {
        await observer(.warning("\(path): \(error)"))
        summary.missing.append(path)
        continue
      }
      summary.files += 1
      try await process(Pending(candidate: candidate, library: library), on: bench, &summary)
    }
    return summary
  }

  /// The whole decision about one file, and the rules it was made by.
  public func explain(_ path: Path) async throws -> (
    decision: Decision, candidate: Candidate, library: Library
  ) {
    let library = library(of: path)
    let candidate = try Walker.candidate(path)
    let decision = try await workbench().decider.decide(candidate, library.rules)
    return (decision, candidate, library)
  }

  private func library(of path: Path) -> Library {
    let real = (try? Files.resolved(path)) ?? path
    return config.libraries.first { library in
      library.roots.contains { real.isWithin((try? Files.resolved($0)) ?? $0) }
    } ?? Library(name: "", roots: [], rules: config.rules)
  }

  struct Workbench {
    let tools: Toolbox
    let decider: Decider
  }

  private func workbench() async throws -> Workbench {
    let tools = try await Toolbox(config, identity)
    let (ledger, remember) = (ledger, !dryRun)
    return Workbench(
      tools: tools,
      decider: Decider(prober: tools.prober) {
        try await tools.capabilities(for: $0, ledger, remember: remember)
      })
  }

  /// Ends or clears away what a killed run left behind.
  private func cleanUp() async throws {
    if dryRun { return }
    let recovered = try await Replacer(ledger: ledger).recover()
    for reason in recovered.left { await observer(.warning("\(reason)")) }
    for entry in recovered.delivered { try await finishBooks(entry) }
    for job in try await ledger.jobs() where !job.status.isFinal { Workplace(job.id, in: config).clear() }
  }

  /// Writes down what a killed run had delivered but not yet said.
  private func finishBooks(_ entry: JournalEntry) async throws {
    guard var job = try await ledger.jobs().first(where: { $0.id == entry.job }), !job.status.isFinal else {
      return
    }
    job.status = .done
    job.outputBytes = entry.resultSize
    job.savedBytes = job.originalBytes - (entry.resultSize ?? 0)
    (job.progress, job.finishedAt) = (nil, Timestamp.now())
    try await ledger.save(job)
    let path = entry.directory.appending(entry.name)
    let candidate = Candidate(path: path, status: try FileStatus.of(path), marked: false)
    try await record(
      candidate, library(of: path), .skipped,
      Reason(.alreadyCondensed, "job \(job.id) made it, before it was interrupted"))
  }
}
