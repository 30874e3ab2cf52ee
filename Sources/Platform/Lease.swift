import CPlatform
import Glibc

/// A hold on a file that the kernel grants only while nobody else has it open.
public struct Lease: ~Copyable {
  /// The result of asking for a lease.
  public enum Answer: Sendable, Equatable {
    /// Nobody else has the file open.
    case alone
    /// Somebody has, in any way.
    case inUse
    /// The file belongs to another user, or the filesystem has no leases.
    case unknowable
  }

  /// The result of asking.
  public let answer: Answer
  private let file: OpenFile

  /// Asks for a write lease, which finds every other opener, also through another hard link and `mmap`.
  ///
  /// A process that opens the file while the lease is held waits until it is given up: hold it briefly.
  public init(on file: OpenFile) {
    // The kernel announces such an opener with SIGIO, which would end this process.
    signal(SIGIO, SIG_IGN)
    self.file = file
    if condense_lease(file.descriptor, F_WRLCK) == 0 {
      answer = .alone
    } else {
      answer = errno == EAGAIN ? .inUse : .unknowable
    }
  }

  /// Whether another program has a file open for writing; false also where the kernel will not tell.
  public static func isBeingWritten(_ file: OpenFile) -> Bool {
    signal(SIGIO, SIG_IGN)
    if condense_lease(file.descriptor, F_RDLCK) == 0 {
      _ = condense_lease(file.descriptor, F_UNLCK)
      return false
    }
    return errno == EAGAIN
  }

  deinit {
    if answer == .alone { _ = condense_lease(file.descriptor, F_UNLCK) }
  }
}
