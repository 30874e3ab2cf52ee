import API
import Platform

/// What happens in a run, for whoever shows it.
public enum RunEvent: Sendable {
  /// The walk is over: files looked at, and how many of them need more than a look.
  case discovered(files: Int, pending: Int)
  /// Something that a person should know, but that stops nothing.
  case warning(String)
  /// A file is left alone.
  case skipped(SkippedView)
  /// A file would be encoded, if this were not a dry run.
  case wouldEncode(Path, size: Int64, Decision)
  /// A job has begun, moved on, or ended.
  case job(JobView)
}

/// Receives events, one at a time, in order.
public typealias Observer = @Sendable (RunEvent) async -> Void

/// What a run came to.
public struct RunSummary: Sendable {
  /// The jobs that ended in this run.
  public var jobs: [JobView] = []
  /// The files newly left alone in this run.
  public var skipped: [SkippedView] = []
  /// Files looked at, and those among them that were known already and unchanged.
  public var files = 0, unchanged = 0
  /// Files that were asked for by name and are not there.
  public var missing: [Path] = []

  /// The jobs that failed for a reason that somebody may want to act on.
  public var failures: [JobView] {
    jobs.filter { $0.status == .failed && $0.reason?.code != .insufficientSavings }
  }
}
