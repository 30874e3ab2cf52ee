import CCurl
import Glibc
import API
public import Platform

/// Why no answer came from a core's socket.
public struct CoreUnreachable: Error, Hashable, Sendable {
  /// The state of the socket that keeps the core from being reached.
  public enum Cause: Hashable, Sendable {
    /// No socket.
    case noSocket
    /// A socket that nobody listens at.
    case nobodyListens
    /// A socket that this user may not use.
    case notPermitted
    /// A path that is longer than a socket's may be.
    case pathTooLong
    /// No answer in time.
    case timedOut
    /// More events than were read.
    case tooSlow
    /// An error of the connection, in libcurl's words.
    case broken(String)
  }

  /// Where the core should listen.
  public let socket: Path
  /// The state of the socket that keeps the core from being reached.
  public let cause: Cause

  init(_ socket: Path, _ cause: Cause) { (self.socket, self.cause) = (socket, cause) }

  init(_ socket: Path, _ outcome: Transfer.Outcome) {
    let isConnecting = outcome.code == CURLE_COULDNT_CONNECT
    let cause: Cause =
      switch (outcome.code, outcome.systemError) {
      case (CURLE_OPERATION_TIMEDOUT, _): .timedOut
      case (_, ENOENT) where isConnecting, (_, ENOTDIR) where isConnecting: .noSocket
      case (_, ECONNREFUSED) where isConnecting: .nobodyListens
      case (_, EACCES) where isConnecting, (_, EPERM) where isConnecting: .notPermitted
      default: .broken(String(cString: curl_easy_strerror(outcome.code)))
      }
    self.init(socket, cause)
  }
}

extension CoreUnreachable: CustomStringConvertible {
  /// A description of the cause, with advice.
  public var description: String {
    let start = "start one with `systemctl start condense` or `condense run`"
    return switch cause {
    case .noSocket: "no condense is running: there is no '\(socket)'; \(start)"
    case .nobodyListens: "no condense is running: nobody listens at '\(socket)'; \(start)"
    case .notPermitted: "this user may not use '\(socket)'; \(Self.whoMay(socket))"
    case .pathTooLong:
      "'\(socket)' is longer than the \(UnixSocket.longestPath) bytes of a socket's path, so that no condense listens "
        + "there; choose a shorter state_dir"
    case .timedOut: "the condense at '\(socket)' did not answer in time; its log says what it is doing"
    case .tooSlow: "events came faster than they were read; ask for the status and listen again"
    case .broken(let words): "the connection to '\(socket)' broke: \(words)"
    }
  }

  /// Where the socket cannot be looked at, its directory tells as much.
  private static func whoMay(_ socket: Path) -> String {
    guard let status = (try? FileStatus.of(socket)) ?? (try? FileStatus.of(socket.parent)) else {
      return "only those may who may enter '\(socket.parent)'; root may"
    }
    let (owner, group) = (Accounts.user(status.owner), Accounts.group(status.group))
    let who = "root, \(owner) and the members of the group \(group) may"
    // Nobody is to become a member of root's group for this.
    if status.group == 0 { return who }
    return who + ": as root, `usermod -aG \(group) \(Accounts.user(geteuid()))`, then log in anew"
  }
}
