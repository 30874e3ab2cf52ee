import API
import Platform

/// A file that has its turn: what it takes to hold it up or to end it.
struct RunningJob: Sendable {
  /// Why a turn is ended before it is over.
  enum Ending: Sendable {
    /// Its hours are over, or everything ends: it goes on another time.
    case untilLater
    /// Somebody does not want it.
    case cancelled
  }

  let path: Path
  /// The name of its library; empty for a file of none.
  let library: String
  /// Ends it, with some time for what is nearly done.
  let stop: GracefulShutdown
  /// Holds up and ends what it has started.
  let tools: ToolGroup
  /// The file's last job so far; nil where there is none.
  let before: JobView?
  var ending: Ending?
  /// Whether it was told that it stands still.
  var isHeld = false
  /// Whether its disk does not answer: then it takes no other's place.
  var isSilent = false
  private let end: AsyncStream<Never>.Continuation
  private let ended: AsyncStream<Never>

  init(_ path: Path, of library: String, after before: JobView?, in home: CgroupHome?, stop: GracefulShutdown)
  {
    (self.path, self.library, self.before, self.stop) = (path, library, before, stop)
    tools = ToolGroup(in: home)
    (ended, end) = AsyncStream.makeStream()
  }

  /// Asks it to end: at once, or after what its library allows for a segment that is nearly done.
  func end(atOnce: Bool) {
    if atOnce { end.finish() } else { stop.request { [end] in end.finish() } }
  }

  /// Does its work until that is over or has to end. Throws `CancellationError` when it had to.
  func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await GracefulShutdown.$current.withValue(stop) {
      try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await tools.run(work) }
        group.addTask { [ended] in
          for await _ in ended {}
          return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let value = first else {
          group.cancelAll()
          // What cannot be broken off, a replacement on its way, is a result all the same.
          for try await late in group { if let late { return late } }
          throw CancellationError()
        }
        return value
      }
    }
  }
}
