import API
import Configuration
import Ledger
import Platform
import Testing

@testable import Daemon

/// The service over a library of fake films.
struct FakeService: Sendable {
  let scheduler: Scheduler
  private let stop = GracefulShutdown()
  private let work: Task<Void, any Error>

  init(_ library: FakeLibrary, _ tools: FakeTools, _ change: (inout Settings) -> Void = { _ in }) {
    let core = library.core(tools, change)
    scheduler = Scheduler(core, feed: Broadcast(), reader: library.ledger, in: nil) { core.config }
    work = GracefulShutdown.$current.withValue(stop) { [scheduler] in
      Task { try await scheduler.run() }
    }
  }

  /// Asks it to end, and waits until it has.
  func end() async throws {
    stop.request { [work] in work.cancel() }
    do { try await work.value } catch is CancellationError {}
  }
}

extension FakeLibrary {
  /// Waits until something is told, at most as long as tells a hang from work.
  @discardableResult
  func next<Value: Sendable>(_ match: @escaping @Sendable (RunEvent) -> Value?) async throws -> Value {
    let found = try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { [told] in
        for await event in told { if let value = match(event) { return value } }
        return nil
      }
      group.addTask {
        try await Task.sleep(for: .seconds(60))
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
    return try #require(found, "it was never told")
  }

  /// Waits until a job of a file has come to a status.
  @discardableResult
  func next(_ name: String, _ status: JobStatus) async throws -> JobView {
    try await next { event in
      guard case .job(let job) = event, job.status == status, job.file.nameText == name else { return nil }
      return job
    }
  }
}
