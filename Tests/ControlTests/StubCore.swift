import API
import Control
import Platform
import Synchronization

/// A core at the outermost edge: it writes down what it is asked, and answers with what a test gave it.
actor StubCore: CoreService {
  private(set) var asked: [String] = []
  private var listeners: [Int: AsyncStream<CoreEvent>.Continuation] = [:]
  private var opened = 0
  private var arrivals = Waiters()
  private var departures = Waiters()
  private var isHeld = false
  private var held: [CheckedContinuation<Void, Never>] = []
  private let jobs: [Int64: JobView]

  init(jobs: [JobView] = []) {
    self.jobs = Dictionary(uniqueKeysWithValues: jobs.map { ($0.id, $0) })
  }

  static func job(_ id: Int64, _ path: Path = Path("/films/a.mkv")) -> JobView {
    JobView(
      id: id, path: path, library: "films", status: .queued, originalBytes: 7, addedAt: "2026-01-01T00:00:00Z"
    )
  }

  func status() async throws -> StatusView {
    if isHeld { await withCheckedContinuation { held.append($0) } }
    return StatusView(
      state: "paused", pausedBecause: [.init(code: "asked", detail: "somebody asked")],
      current: [Self.job(1)],
      queue: ["queued": 3], libraries: [.init(name: "films", state: "disabled")], stats: StatsView())
  }

  func jobs(in status: JobStatus?, after: Int64?, limit: Int) -> [JobView] {
    asked.append("jobs \(status?.rawValue ?? "-") \(after ?? 0) \(limit)")
    return jobs.values.sorted { $0.id < $1.id }.filter { $0.id > after ?? 0 }.prefix(limit).map { $0 }
  }
  func job(_ id: Int64) -> JobView? { jobs[id] }
  func skipped(after: Path?, limit: Int) -> [SkippedView] {
    asked.append("skipped \(after?.bytes ?? []) \(limit)")
    return []
  }
  func stats() -> StatsView { StatsView() }

  func events() -> AsyncStream<CoreEvent> {
    let (stream, listener) = AsyncStream<CoreEvent>.makeStream()
    opened += 1
    let number = opened
    listeners[number] = listener
    listener.onTermination = { _ in Task { await self.close(number) } }
    arrivals.set(listeners.count)
    return stream
  }
  private func close(_ number: Int) {
    listeners[number] = nil
    departures.set(-listeners.count)
  }

  func pause() { asked.append("pause") }
  func resume() { asked.append("resume") }
  func setEnabled(_ isEnabled: Bool, library: String?) throws {
    if library == "unknown" { throw Refusal(.notFound, "there is no library 'unknown'") }
    asked.append("\(isEnabled ? "enable" : "disable") \(library ?? "all")")
  }
  func cancel(_ job: Int64) throws -> JobView {
    guard var view = jobs[job] else { throw Refusal(.notFound, "there is no job \(job)") }
    view.status = .cancelled
    return view
  }
  func retry(_ subject: Subject) -> TakenView {
    asked.append("retry \(subject)")
    return switch subject {
    case .job(let id): TakenView(Path("/films/a.mkv"), job: Self.job(id))
    case .file(let path): TakenView(path, job: Self.job(9, path))
    }
  }
  func enqueue(_ paths: [Path]) -> [TakenView] {
    paths.map { TakenView($0, reason: Reason(.notMedia, "it is a test")) }
  }
  func restore(_ subject: Subject) throws -> Path {
    guard case .file(let path) = subject else { throw Reason(.sourceVanished, "no original is kept") }
    return path
  }
  func purge(_ subjects: [Subject]) -> PurgeView {
    asked.append("purge \(subjects)")
    var view = PurgeView()
    (view.removed, view.bytes) = (subjects.count, 7)
    return view
  }
  func reload() throws { throw Refusal(.invalidConfiguration, "config.toml:3: no such key") }

  /// Tells all who listen.
  func tell(_ kind: String, _ value: some Encodable & Sendable) throws {
    let event = try CoreEvent(kind, value)
    for listener in listeners.values { listener.yield(event) }
  }
  /// Tells all who listen that there is nothing more.
  func finish() { listeners.values.forEach { $0.finish() } }
  /// How many listen.
  var listenerCount: Int { listeners.count }

  /// Returns once that many listen, or no more than that many.
  func listening(atLeast count: Int) async { await arrivals.wait(for: count, at: listeners.count) }
  func listening(atMost count: Int) async { await departures.wait(for: -count, at: -listeners.count) }

  /// Lets nobody have a status until `release`.
  func hold() { isHeld = true }
  func release() {
    isHeld = false
    held.forEach { $0.resume() }
    held = []
  }
}

/// Those who wait for a number to be reached; an actor's own.
private final class Waiters {
  private var waiting: [(Int, CheckedContinuation<Void, Never>)] = []

  func set(_ number: Int) {
    let ready = waiting.filter { $0.0 <= number }
    waiting.removeAll { $0.0 <= number }
    ready.forEach { $0.1.resume() }
  }

  func wait(for wanted: Int, at number: Int, isolation: isolated (any Actor)? = #isolation) async {
    if number >= wanted { return }
    await withCheckedContinuation { waiting.append((wanted, $0)) }
  }
}
