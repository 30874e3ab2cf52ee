import Glibc

/// A system call that failed: which one, on what, and why.
public struct SystemError: Error, Hashable, Sendable {
  /// The call's name as in its manual page.
  public let call: String
  /// The subject of the call, readable.
  public let subject: String
  /// The `errno` it left.
  public let errno: CInt

  /// A failure with the current `errno`, or a given one.
  public init(_ call: String, _ subject: String, errno: CInt = Glibc.errno) {
    self.call = call
    self.subject = subject
    self.errno = errno
  }

  /// Whether the kernel or the filesystem does not offer what was asked for.
  public var isUnsupported: Bool { [EINVAL, ENOSYS, EOPNOTSUPP].contains(errno) }
}

extension SystemError: CustomStringConvertible {
  /// As in `open '/films/a.mkv': Permission denied`.
  public var description: String {
    "\(call) '\(subject)': \(strerror(errno).map { String(cString: $0) } ?? "error \(errno)")"
  }
}

/// Runs a call that answers -1 on failure, again when a signal interrupted it.
func check<T: FixedWidthInteger & SignedInteger>(
  _ call: String, _ subject: @autoclosure () -> String, _ body: () -> T
) throws(SystemError) -> T {
  while true {
    let result = body()
    if result != -1 { return result }
    if errno != EINTR { throw SystemError(call, subject()) }
  }
}
