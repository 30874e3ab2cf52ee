import API
import Configuration
import Control
import Ledger
import Platform

extension Scheduler: CoreService {
  /// Jobs in the order of their numbers, behind one.
  public func jobs(in status: JobStatus?, after: Int64?, limit: Int) async throws -> [JobView] {
    try await reader.jobs(in: status, after: after ?? 0, limit: limit)
  }

  /// One job.
  public func job(_ id: Int64) async throws -> JobView? { try await reader.job(id) }

  /// Files left alone, behind one.
  public func skipped(after: Path?, limit: Int) async throws -> [SkippedView] {
    try await reader.files(in: .skipped, after: after, limit: limit).map(SkippedView.init)
  }

  /// Totals.
  public func stats() async throws -> StatsView { try await reader.stats() }

  /// What happens from now on.
  public func events() async -> AsyncStream<CoreEvent> { await feed.events() }

  /// Begins nothing, and lets what is under way stand still.
  public func pause() async throws { try await set(.paused, on: true) }

  /// Ends a pause.
  public func resume() async throws { try await set(.paused, on: false) }

  /// Lets a library, or all of them, be worked on, or not any more.
  public func setEnabled(_ isEnabled: Bool, library: String?) async throws {
    let known = core.config.libraries.map(\.name)
    if let library, !known.contains(library) {
      let names = known.map { "'\($0)'" }.joined(separator: ", ")
      throw Refusal(.notFound, "there is no library '\(library)'; there are \(names)")
    }
    for name in library.map({ [$0] }) ?? known { try await set(.disabled(name), on: !isEnabled) }
  }

  private func set(_ part: Switch, on: Bool) async throws {
    try await ledger.set(part, on: on)
    if on { switches.insert(part) } else { switches.remove(part) }
    inbox.yield(.round)
  }

  /// Ends a job for good. Throws a `Refusal` for one that is over.
  public func cancel(_ id: Int64) async throws -> JobView {
    try expectRecovered()
    guard var job = try await ledger.job(id) else { throw Refusal(.notFound, "there is no job \(id)") }
    if job.status.isFinal { throw Refusal(.conflict, "job \(id) is \(job.status.rawValue) already") }
    let path = job.file
    if let number = running.first(where: { $0.value.path == path })?.key {
      end(number, .cancelled, atOnce: true)
    } else {
      let wasAsked = asked.remove(path)
      try await core.cancel(path)
      job = try await ledger.job(id) ?? job
      if wasAsked { await feed.send(.turn, TakenView(path, job: job, reason: job.reason)) }
    }
    return job
  }

  /// Gives a file that failed or was skipped a turn. Throws a `Refusal` for one that nobody knows.
  public func retry(_ subject: Subject) async throws -> TakenView {
    let path = try await file(subject)
    guard let record = try await ledger.file(path) else {
      throw Refusal(.notFound, "nothing is known of '\(path)'; `condense encode` takes it on")
    }
    if record.state == .queued {
      return TakenView(path, job: try await ledger.latestJob(of: path), reason: record.reason)
    }
    return take(path)
  }

  /// Gives files their turns before all others.
  public func enqueue(_ paths: [Path]) async throws -> [TakenView] {
    var places: [Path] = []
    for path in paths { places.append(try await real(path)) }
    let roots = try await roots()
    return places.map { path in
      guard roots.contains(where: { path.isWithin($0) }) else {
        return TakenView(path, reason: Core.outside(path))
      }
      return take(path)
    }
  }

  /// Where the libraries' roots lie, also those that are not there now.
  private func roots() async throws -> [Path] {
    var found: [Path] = []
    for root in core.config.libraries.flatMap(\.roots) {
      found += [root]
      if let place = places[root] {
        found.append(place)
      } else {
        found.append(try await real(root, whole: true))
      }
    }
    return found
  }

  /// A file's one path, with no link on the way to it, by which the ledger knows it; as it is where nothing is there, or
  /// nothing answers.
  func real(_ path: Path, whole: Bool = false) async throws -> Path {
    guard await silence.answers(path.parent) else { return path }
    return try await BlockingCall.answer(within: RootMonitor.limit) {
      (try? whole ? Files.resolved(path) : Files.located(path)) ?? path
    } ?? path
  }

  /// Gives a file that somebody asked for the next turn.
  private func take(_ path: Path) -> TakenView {
    if !running.values.contains(where: { $0.path == path }) { asked.add(path) }
    waiting[path] = nil
    inbox.yield(.round)
    return TakenView(path)
  }

  /// Puts an original back and answers where.
  public func restore(_ subject: Subject) async throws -> Path {
    try expectRecovered()
    let path = try await file(subject)
    if running.values.contains(where: { $0.path == path }) {
      throw Refusal(.conflict, "'\(path)' is being worked on; cancel its job first")
    }
    let (retention, record) = (core.retention, try await kept(subject))
    return try await Task(executorPreference: MediaThreads.shared) { try await retention.restore(record) }
      .value
  }

  /// Removes originals and answers what came of it; without any, those whose time is up.
  public func purge(_ subjects: [Subject]) async throws -> PurgeView {
    try expectRecovered()
    let retention = core.retention
    if subjects.isEmpty {
      return try await Task(executorPreference: MediaThreads.shared) { try await retention.purge([]) }.value
    }
    var records: [OriginalRecord] = []
    for subject in subjects { records.append(try await kept(subject)) }
    return try await Task(executorPreference: MediaThreads.shared) { [records] in
      try await retention.purge(records: records)
    }.value
  }

  /// The original of a job, or of a file. A note is only followed below the libraries' roots: whoever may use the socket
  /// is not root.
  private func kept(_ subject: Subject) async throws -> OriginalRecord {
    let wanted =
      switch subject {
      case .job(let id): Path("\(id)")
      case .file(let path): try await real(path)
      }
    let (retention, roots) = (core.retention, try await roots())
    if case .file = subject { try await expectAnswer(from: wanted) }
    let record = try await Task(executorPreference: MediaThreads.shared) {
      if case .job(let id) = subject { return try await retention.find(job: id) }
      return try await retention.find(wanted)
    }.value
    guard record.source == .job || roots.contains(where: { record.keep.isWithin($0) }) else {
      throw Core.outside(record.keep)
    }
    try await expectAnswer(from: record.keep)
    return record
  }

  private func expectAnswer(from path: Path) async throws {
    guard await silence.answers(path.parent) else { throw Retention.silence(of: path) }
  }

  private func expectRecovered() throws {
    if isRecovered { return }
    throw Refusal(
      .conflict, "what an earlier run left behind is being brought to its end; ask again in a moment")
  }

  private func file(_ subject: Subject) async throws -> Path {
    switch subject {
    case .file(let path): return try await real(path)
    case .job(let id):
      guard let job = try await ledger.job(id) else { throw Refusal(.notFound, "there is no job \(id)") }
      return job.file
    }
  }

  /// Reads the configuration again. Throws a `Refusal` for one that is wrong.
  public func reload() async throws {
    do { try await reread() } catch let error as ConfigurationError {
      throw Refusal(
        .invalidConfiguration, "the configuration from before stays in force: \(error)")
    }
  }
}
