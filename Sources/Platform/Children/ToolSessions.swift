import CPlatform
import Glibc
import Synchronization

/// The sessions and control groups of the tools that this process runs, by which they are known when they ask for
/// something.
///
/// A tool cannot leave its session where the kernel has filters for system calls, nor its control group where it has
/// one. Neither is one that this process itself was started in, so that people who work there are not taken for tools.
public final class ToolSessions: Sendable {
  /// Those of this process.
  public static let shared = ToolSessions()

  private struct State {
    /// By their numbers, which are those of the launchers that lead them.
    var sessions: Set<pid_t> = []
    /// Whether jobs have control groups beside this process's own.
    var hasGroups = false
  }
  private let state = Mutex(State())

  /// Starts a launcher. Nobody is judged between its first step and the entry in the list.
  func begin(_ start: () throws(SystemError) -> pid_t) throws(SystemError) -> pid_t {
    let result = state.withLock { state -> Result<pid_t, SystemError> in
      do throws(SystemError) {
        let session = try start()
        state.sessions.insert(session)
        return .success(session)
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// A session is over: its launcher has ended, and what was in its group was killed.
  func end(_ session: pid_t) { state.withLock { _ = $0.sessions.remove(session) } }

  /// From now on jobs have control groups, beside that of this process.
  func divide() { state.withLock { $0.hasGroups = true } }

  /// Whether a process is one of the tools or was started by one.
  func contains(_ process: pid_t) -> Bool {
    state.withLock { state in
      let session = getsid(process)
      if session < 0 || state.sessions.contains(session) { return true }
      guard state.hasGroups else { return false }
      // Whoever hides that from its own user has something to hide.
      return Self.group(of: "\(process)").map { group in
        Self.isJob(group, of: Self.group(of: "self") ?? [])
      } ?? true
    }
  }

  /// Whether a control group is one of the jobs' beside a process's own, which is called `core`.
  static func isJob(_ group: [UInt8], of own: [UInt8]) -> Bool {
    let name = Array("/core".utf8)
    guard own.suffix(name.count).elementsEqual(name) else { return false }
    return group.starts(with: own.dropLast(name.count) + Array("/job-".utf8))
  }

  /// The control group of a process in the kernel's second version (cgroups(7)).
  private static func group(of process: String) -> [UInt8]? {
    let text = try? Files.read(Path("/proc/\(process)/cgroup"), limit: 1 << 16)
    return text?.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: "0::/".utf8) }
      .map { Array($0.dropFirst(3)) }
  }
}

extension UnixSocket {
  /// Whether one of this process's tools was at the other end of a socket when it connected. One that has ended since
  /// counts as such, as its number may have become another's.
  public static func isTool(at descriptor: CInt) -> Bool {
    // A tool never becomes another user.
    guard let peer = try? peer(of: descriptor), peer.user == geteuid() else { return false }
    var process: pid_t = 0
    let pidfd = condense_peer_process(descriptor, &process)
    // In another container; a tool would have a number here.
    if process == 0 { return false }
    guard pidfd >= 0 else { return true }
    defer { close(pidfd) }
    if ToolSessions.shared.contains(process) { return true }
    // What was looked at was this process only if it is still there.
    var end = pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0)
    return poll(&end, 1, 0) != 0
  }
}
