import API
import Configuration
import Platform

extension Scheduler {
  /// What the scheduler is woken by.
  enum Signal: Sendable {
    /// Something is due by the clock, or has been asked for.
    case round
    /// A look at some directories is over.
    case looked(Look, Result<[Path: Double], any Error>)
    /// A job's turn is over.
    case ended(Int, Result<Core.Turn, any Error>)
    /// What an earlier run left behind has come to an end.
    case recovered
    /// Filesystems have room again.
    case relieved([Shortage])
    /// A valid configuration is to take the place of the one in use.
    case configured(Core)
    /// Everything is to end.
    case stop
  }

  /// Directories to look at, alone or with everything below them.
  struct Look: Hashable, Sendable {
    var places: Set<Path>
    var isDeep: Bool
  }
}
