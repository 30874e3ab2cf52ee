import API
import Ledger
import Platform

/// The result of a run.
public struct RunSummary: Sendable {
  /// The jobs that ended in this run.
  public private(set) var jobs: [JobView] = []
  /// The files that stay queued, and what they wait for.
  public private(set) var waiting: [SkippedView] = []
  /// The first thousand of the files newly left alone; a dry run counts every file that is left alone.
  public private(set) var skipped: [SkippedView] = []
  /// All of them by reason.
  public private(set) var skippedByReason: [ReasonCode: Tally] = [:]
  /// Bytes of the hard-linked files, each inode once.
  public var hardLinkedBytes: Int64 { hardLinked.values.sum { $0 } }
  /// The files that a dry run would encode.
  public private(set) var planned: [FileEstimate] = []
  /// Bytes of what would be encoded and has other names that keep it, each inode once.
  public var sharedBytes: Int64 { shared.values.sum { $0 } }
  /// Files looked at, and those among them that were known already and unchanged.
  public var files = 0, unchanged = 0
  /// Files that were asked for by name and are not there.
  public var missing: [Path] = []
  private var hardLinked: [Inode: Int64] = [:], shared: [Inode: Int64] = [:]

  private struct Inode: Hashable {
    var device: UInt64, number: UInt64

    init(_ identity: Identity) { (device, number) = (identity.device, identity.inode) }
  }

  /// Files and their bytes.
  public struct Tally: Codable, Hashable, Sendable {
    /// The number of files and their bytes.
    public var files = 0, bytes: ByteCount = 0

    /// None.
    public init() {}
  }

  /// Nothing yet.
  public init() {}

  /// How many files were left alone.
  public var skippedCount: Int { skippedByReason.values.reduce(0) { $0 + $1.files } }

  /// The jobs that failed for a reason that somebody may want to act on, and whose files no later job has done.
  public var failures: [JobView] {
    let done = Set(jobs.filter { $0.status == .done }.map(\.path))
    return jobs.filter {
      $0.status == .failed && $0.reason?.code != .insufficientSavings && !done.contains($0.path)
    }
  }

  /// Enters a job that has ended.
  public mutating func enter(_ job: JobView) {
    jobs.append(job)
    waiting.removeAll { ($0.path, $0.pathB64) == (job.path, job.pathB64) }
  }

  /// Enters a file that has to wait.
  public mutating func wait(_ file: SkippedView) {
    waiting.removeAll { ($0.path, $0.pathB64) == (file.path, file.pathB64) }
    waiting.append(file)
  }

  /// Enters a file that is left alone, which counts once under all its names where its identity is known.
  public mutating func skip(_ file: SkippedView, identity: Identity?) {
    waiting.removeAll { ($0.path, $0.pathB64) == (file.path, file.pathB64) }
    if skipped.count < 1000 { skipped.append(file) }
    skippedByReason[file.reason.code, default: Tally()].files += 1
    skippedByReason[file.reason.code, default: Tally()].bytes += ByteCount(file.originalBytes)
    if file.reason.code == .hardLinked, let identity {
      hardLinked[Inode(identity)] = file.originalBytes
    }
  }

  mutating func plan(_ forecast: FileEstimate, identity: Identity) {
    planned.append(forecast)
    if forecast.links > 1 { shared[Inode(identity)] = forecast.originalBytes }
  }
}
