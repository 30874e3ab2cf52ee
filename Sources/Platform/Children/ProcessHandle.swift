import CPlatform
import Dispatch
import Glibc
import Synchronization

/// One running launcher, the process group that it leads, and the control group of its tool where there is one.
final class ProcessHandle: Sendable {
  private enum State {
    case running(isFrozen: Bool)
    case ending(Cause?)
    case reaped(Cause?)
  }

  /// The launcher's number, its group's and its session's.
  let pid: pid_t
  private let pidfd: OpenFile
  /// Our end: everything is killed when this closes, however this process ends.
  private let lifeline: OpenFile
  private let cgroup: Cgroup?
  private let state: Mutex<State>

  init(pid: pid_t, lifeline: OpenFile, place: ToolGroup.Place) throws(SystemError) {
    (self.pid, self.lifeline, cgroup) = (pid, lifeline, place.cgroup)
    state = Mutex(.running(isFrozen: place.isFrozen))
    let descriptor = condense_pidfd(pid)
    if descriptor < 0 {
      let failure = SystemError("pidfd_open", "\(pid)")
      kill(-pid, SIGKILL)
      ToolSessions.shared.end(pid)
      waitpid(pid, nil, 0)
      throw failure
    }
    pidfd = OpenFile(owning: descriptor, path: Path("pidfd"))
  }

  /// Makes the tool stand still, unless it is ending.
  func freeze() {
    state.withLock { state in
      guard case .running(isFrozen: false) = state else { return }
      state = .running(isFrozen: true)
      hold(true)
    }
  }

  /// Lets the tool go on.
  func thaw() {
    state.withLock { state in
      guard case .running(isFrozen: true) = state else { return }
      state = .running(isFrozen: false)
      hold(false)
    }
  }

  /// TERM to the group now and KILL after the grace, whoever else waits; the first cause counts.
  func terminate(_ cause: Cause?, grace: Duration) {
    let first = state.withLock { state in
      guard case .running(let isFrozen) = state else { return false }
      state = .ending(cause)
      kill(-pid, SIGTERM)
      // What stands still cannot hear it.
      if isFrozen { hold(false) }
      return true
    }
    guard first else { return }
    let milliseconds = Int(grace / .milliseconds(1))
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [self] in
      takeDown()
    }
  }

  /// Waits for the end, takes the rest of the group down and reaps. Not cancellable: `terminate` ends it.
  func waitForEnd() async -> (exit: Exit, cause: Cause?, usage: ToolUsage) {
    await EpollReactor.wait(toRead: pidfd.descriptor)
    // The launcher is a zombie until it is reaped, so the group's number cannot have been reused.
    takeDown()
    // Not after the launcher is reaped: its number may then be another's.
    ToolSessions.shared.end(pid)
    // What a process that cannot be reaped counts as: failed.
    var status: CInt = -1
    var signal: CInt = 0
    var usage = ToolUsage(cpuSecs: 0, peakBytes: 0)
    let cause = state.withLock { state -> Cause? in
      condense_reap(pidfd.descriptor, &status, &signal, &usage.cpuSecs, &usage.peakBytes)
      guard case .ending(let cause) = state else {
        state = .reaped(nil)
        return nil
      }
      state = .reaped(cause)
      return cause
    }
    // If something in it takes its time to die, it is left to the end of the tool group.
    cgroup?.remove()
    return (signal == 0 ? .status(status) : .signal(signal), cause, usage)
  }

  private func takeDown() {
    state.withLock { state in
      if case .reaped = state { return }
      cgroup?.kill()
      kill(-pid, SIGKILL)
    }
  }

  // The launcher has to hear when its lifeline closes: in a control group the tool is alone, and without one it is
  // the launcher's watcher that stops the process group, itself not among it.
  private func hold(_ isHeld: Bool) {
    if let cgroup { return cgroup.freeze(isHeld) }
    var word = UInt8(ascii: isHeld ? "s" : "c")
    send(lifeline.descriptor, &word, 1, CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
  }
}
