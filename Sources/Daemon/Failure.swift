import API
import Glibc
import Platform

/// Turns whatever went wrong in a stage into a reason.
enum Failure {
  /// The reason of what went wrong with one file, of which it is known on which device it was.
  static func reason(_ error: any Error, of path: Path, on device: UInt64) -> Reason {
    let reason = reason(error)
    // A file that went away alone was taken away by somebody; one that went with its disk comes back with it.
    guard reason.code == .sourceVanished, (try? FileStatus.of(path.parent))?.device != device else {
      return reason
    }
    return Reason(
      .offline, "'\(path.parent)' is not there any more, or its disk is not; it goes on when it is back")
  }

  static func reason(_ error: any Error) -> Reason {
    switch error {
    case let reason as Reason: reason
    case let shortage as Shortage: shortage.reason
    case let error as SystemError: reason(error)
    default: Reason(.ioError, "\(error)")
    }
  }

  private static func reason(_ error: SystemError) -> Reason {
    switch error.errno {
    case ENOSPC, EDQUOT: Reason(.lowSpace, "the disk is full: \(error)")
    case ENOENT: Reason(.sourceVanished, "it is not there any more: \(error)")
    case EACCES, EPERM: Reason(.unreadable, "it may not be used: \(error); give this user access")
    default: Reason(.ioError, "\(error)")
    }
  }
}
