import API
import Ledger
import Platform

/// What a run came to.
public struct RunSummary: Sendable {
  /// The jobs that ended in this run.
  public var jobs: [JobView] = []
  /// The first thousand of the files newly left alone; a dry run counts every file that is left alone.
  public private(set) var skipped: [SkippedView] = []
  /// All of them by reason.
  public private(set) var skippedByReason: [ReasonCode: Tally] = [:]
  /// Bytes of the hard-linked files, each inode once.
  public var hardLinkedBytes: Int64 { hardLinked.values.reduce(0, +) }
  /// What would be encoded, in a dry run.
  public var planned: [Forecast] = []
  /// Files looked at, and those among them that were known already and unchanged.
  public var files = 0, unchanged = 0
  /// Files that were asked for by name and are not there.
  public var missing: [Path] = []
  private var hardLinked: [Inode: Int64] = [:]

  private struct Inode: Hashable {
    var device: UInt64, number: UInt64
  }

  /// Files and their bytes.
  public struct Tally: Codable, Hashable, Sendable {
    /// Both.
    public var files = 0, bytes: Int64 = 0

    /// None.
    public init() {}
  }

  /// How many files were left alone.
  public var skippedCount: Int { skippedByReason.values.reduce(0) { $0 + $1.files } }

  /// The jobs that failed for a reason that somebody may want to act on, and whose files no later job has done.
  public var failures: [JobView] {
    let done = Set(jobs.filter { $0.status == .done }.map(\.path))
    return jobs.filter {
      $0.status == .failed && $0.reason?.code != .insufficientSavings && !done.contains($0.path)
    }
  }

  mutating func skip(_ file: SkippedView, identity: Identity) {
    if skipped.count < 1000 { skipped.append(file) }
    skippedByReason[file.reason.code, default: Tally()].files += 1
    skippedByReason[file.reason.code, default: Tally()].bytes += file.originalBytes
    if file.reason.code == .hardLinked {
      hardLinked[Inode(device: identity.device, number: identity.inode)] = file.originalBytes
    }
  }
}
