import API
import Ledger
import Platform

/// An event of a run, to be shown or logged.
public enum RunEvent: Sendable {
  /// The walk is over: files looked at, how many are as they were, wait for a job, and have yet to settle.
  case discovered(files: Int, unchanged: Int, waiting: Int, settling: Int)
  /// Something that a person should know, but that stops nothing.
  case warning(String)
  /// A root of a library is not there now, or not what it was, and why.
  case offline(library: String, root: Path, String)
  /// It is there again.
  case back(library: String, root: Path)
  /// An attempt that an earlier run had begun is finished.
  case recovered(JournalEntry)
  /// An attempt that an earlier run had begun has to wait, or a person has to look at it.
  case inDoubt(Reason)
  /// Something that the ledger's events have as well.
  case noted(Event)
  /// The service says something about itself.
  case told(LogRecord)
  /// A file is left alone.
  case skipped(SkippedView)
  /// Nothing is begun on a filesystem until it has room, and when it has.
  case paused(Shortage), resumed(Shortage)
  /// A job has begun, moved on, or ended.
  case job(JobView)
}

/// Receives events, one at a time, in order.
public typealias Observer = @Sendable (RunEvent) async -> Void

extension Ledger {
  /// Notes that something happened, and tells it.
  func record(_ event: Event, telling observer: Observer) async throws {
    try record(event)
    await observer(.noted(event))
  }
}
