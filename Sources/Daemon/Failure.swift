import API
import Glibc
import Platform

/// Turns whatever went wrong in a stage into a reason.
enum Failure {
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
