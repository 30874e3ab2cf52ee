import API

/// What happens in a run, for whoever shows it.
public enum RunEvent: Sendable {
  /// The walk is over: files looked at, how many are as they were, wait for a job, and have yet to settle.
  case discovered(files: Int, unchanged: Int, waiting: Int, settling: Int)
  /// Something that a person should know, but that stops nothing.
  case warning(String)
  /// A file is left alone.
  case skipped(SkippedView)
  /// Nothing is begun on a filesystem until it has room, and when it has.
  case paused(Shortage), resumed(Shortage)
  /// A job has begun, moved on, or ended.
  case job(JobView)
}

/// Receives events, one at a time, in order.
public typealias Observer = @Sendable (RunEvent) async -> Void
