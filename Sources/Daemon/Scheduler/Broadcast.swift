import API
import Platform

/// Passes on what happens to whoever listens, and knows the jobs that are under way.
public actor Broadcast {
  /// A listener that is so far behind misses the oldest.
  private static let backlog = 1000
  private var listeners: [Int: AsyncStream<CoreEvent>.Continuation] = [:]
  private var count = 0
  private var jobs: [Int64: JobView] = [:]

  /// Nobody listens yet.
  public init() {}

  /// The jobs under way, by number.
  var current: [JobView] { jobs.values.sorted { $0.id < $1.id } }

  /// Everything that happens from now on.
  func events() -> AsyncStream<CoreEvent> {
    count += 1
    let (number, (events, listener)) = (
      count, AsyncStream.makeStream(of: CoreEvent.self, bufferingPolicy: .bufferingNewest(Self.backlog))
    )
    listeners[number] = listener
    // Whoever waits for what comes of an order gives it only now.
    listener.yield(CoreEvent(kind: CoreEvent.Kind.listening.rawValue, data: Array("{}".utf8)))
    listener.onTermination = { _ in Task { await self.leave(number) } }
    return events
  }

  private func leave(_ number: Int) { listeners[number] = nil }

  /// Takes in what happens in a run.
  public func take(_ event: RunEvent) {
    switch event {
    case .job(let job):
      jobs[job.id] = job.status.isFinal || job.status == .queued ? nil : job
      send(.job, job)
    case .skipped(let view): send(.skipped, view)
    default: break
    }
  }

  /// Sends an event about a value to everybody who listens.
  func send(_ kind: CoreEvent.Kind, _ value: some Encodable & Sendable) {
    // A value of our own types always has its JSON.
    guard !listeners.isEmpty, let event = try? CoreEvent(kind, value) else { return }
    for listener in listeners.values { listener.yield(event) }
  }
}
