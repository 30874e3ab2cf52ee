import API
import Planning
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
  case planned(Planned)
  /// A job has begun, moved on, or ended.
  case job(JobView)
}

/// Receives events, one at a time, in order.
public typealias Observer = @Sendable (RunEvent) async -> Void

/// What a dry run found worth encoding, in the form of a verdict.
public struct Planned: Encodable, Sendable {
  /// The file, its exact name when that is not UTF-8, and its library.
  public var path: String, pathB64: String?, library: String
  /// Always `encode`.
  public var verdict = "encode"
  /// Bytes of the file.
  public var originalBytes: Int64
  /// What would be done.
  public var plan: Plan

  init(_ path: Path, _ library: String, size: Int64, _ plan: Plan) {
    let view = PathView(path)
    (self.path, pathB64, self.library) = (view.path, view.pathB64, library)
    (originalBytes, self.plan) = (size, plan)
  }
}

/// What a run came to.
public struct RunSummary: Sendable {
  /// The jobs that ended in this run.
  public var jobs: [JobView] = []
  /// The files newly left alone in this run.
  public var skipped: [SkippedView] = []
  /// What would be encoded, in a dry run.
  public var planned: [Planned] = []
  /// Files looked at, and those among them that were known already and unchanged.
  public var files = 0, unchanged = 0
  /// Files that were asked for by name and are not there.
  public var missing: [Path] = []

  /// The jobs that failed for a reason that somebody may want to act on.
  public var failures: [JobView] {
    jobs.filter { $0.status == .failed && $0.reason?.code != .insufficientSavings }
  }
}
