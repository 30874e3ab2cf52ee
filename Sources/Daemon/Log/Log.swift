import Configuration
import Dispatch
import Glibc
import Platform
import Synchronization

/// Where records go: the system's journal, stderr, or a file.
///
/// They are written on a thread of their own, in order. Whoever writes one never waits: where nobody takes them they
/// pile up to a limit, and what comes then is counted and said to be lost.
public final class Log: Sendable {
  private static let most = 1000

  private struct Backlog {
    var waiting = 0, lost = 0
  }
  private let queue = DispatchQueue(label: "log")
  private let backlog = Mutex(Backlog())
  private let writer: Mutex<LogWriter>

  /// A log in a file; without one in the journal, if stderr leads there, else on stderr.
  public convenience init(file: Path?) {
    self.init(
      LogWriter(file: file, stderr: STDERR_FILENO, usesJournal: SystemJournal.receives(STDERR_FILENO)))
  }

  init(_ writer: LogWriter) {
    self.writer = Mutex(writer)
    reopen()
  }

  /// Whether a run's messages belong here, and not on the terminal or in the pipe that stderr is.
  public static func isWanted(_ config: Config) -> Bool {
    config.logFile != nil || SystemJournal.receives(STDERR_FILENO)
  }

  /// Has a record written.
  public func write(_ record: LogRecord) {
    let isTaken = backlog.withLock { backlog in
      let isTaken = backlog.waiting < Self.most
      if isTaken { backlog.waiting += 1 } else { backlog.lost += 1 }
      return isTaken
    }
    guard isTaken else { return }
    let time = Timestamp.now()
    queue.async { [self] in
      writer.withLock { $0.write(record, at: time) }
      let lost = backlog.withLock { backlog in
        defer { backlog.lost = 0 }
        backlog.waiting -= 1
        return backlog.lost
      }
      if lost > 0 {
        writer.withLock {
          $0.write(.warning("\(lost) messages are lost: nobody took them in time"), at: Timestamp.now())
        }
      }
    }
  }

  /// Opens the file anew, another one if it is given: after it was renamed, or once it can be written to again.
  public func reopen(_ file: Path? = nil) {
    queue.async { [self] in writer.withLock { $0.open(file) } }
  }

  /// Tells of what happens in a run.
  public var observer: Observer {
    { [self] event in if let record = LogRecord(event) { write(record) } }
  }

  /// Does something, and then waits until all that was written is out, at most two seconds.
  public func whole<Value>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
  ) async rethrows -> Value {
    do {
      let value = try await body()
      await flush()
      return value
    } catch {
      await flush()
      throw error
    }
  }

  private func flush() async {
    // In a task of its own, since the caller's may be cancelled.
    _ = await Task { [queue] in try? await BlockingCall.answer(within: .seconds(2)) { queue.sync {} } }.value
  }
}
