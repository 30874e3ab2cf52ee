import API
import Configuration
import Discovery
import Platform

extension Scheduler {
  /// What is under way beside the rounds.
  typealias Children = ThrowingDiscardingTaskGroup<any Error>

  /// What the scheduler is woken by.
  enum SchedulerEvent: Sendable {
    /// Something is due by the clock, or has been asked for.
    case round
    /// A look at some directories is over.
    case looked(Int, Result<ScanResult, any Error>)
    /// The kernel told of changes.
    case changed(Changes)
    /// A job's turn is over.
    case ended(Int, Result<Core.JobOutcome, any Error>)
    /// What an earlier run left behind has come to an end.
    case recovered
    /// Filesystems have room again.
    case relieved([Shortage])
    /// What the commands of a library's `require` said.
    case answered(String, PauseReason?)
    /// A piece of housework is over.
    case finished(Chore)
    /// Something has failed without which nothing goes on.
    case failed(any Error)
    /// What is free where something is written.
    case seen([StatusView.Disk])
    /// Why nothing can be written to the work directory, nil if that is possible, and which roots cannot be written to.
    case examined(Reason?, closed: [Path: SystemError])
    /// A valid configuration is to take the place of the one in use.
    case configured(Core)
    /// The roots to look through once, and that this is done and what was found may be worked on.
    case surveyed([Path]), prepared
    /// Files that had not settled have been waited for.
    case settled
    /// The jobs, of those under way, whose disks do not answer.
    case heard(silent: Set<Int>)
    /// Everything is to end.
    case stop
  }

  /// What came of a look besides decisions.
  struct ScanResult: Sendable {
    /// Files looked at, and those among them that were known already and unchanged.
    var files = 0, unchanged = 0
    /// Files that changed a moment ago, about which nothing is decided yet.
    var unsettled: [ScanState.Pending] = []
    /// The directories to look at again, and in how many seconds, because something in them has not settled.
    var later: [Path: Double] = [:]
    /// Where each root of the configuration lies that is there, and those of which the kernel is to tell.
    var places: [Path: Path] = [:], watched: [Path] = []
  }

  /// Housework that waits for disks.
  enum Chore: Sendable { case retention, relief, disks, places, survey, jobs }

  /// Directories to look at, alone or with everything below them.
  struct Scan: Hashable, Sendable {
    var places: Set<Path>
    var isDeep: Bool
    /// The configuration that it goes by.
    var generation: Int
  }

  /// A look and where it is.
  struct RunningScan: Sendable {
    let look: Scan
    let position = WalkPosition()
    /// The directory in which it is stuck; then nobody waits for it any more.
    var stuck: Path?
  }
}
