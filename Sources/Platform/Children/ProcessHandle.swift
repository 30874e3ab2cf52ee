import CPlatform
import Dispatch
import Glibc
import Synchronization

/// One running launcher and the process group it leads.
final class ProcessHandle: Sendable {
  private enum State {
    case running
    case ending(Cause?)
    case reaped(Cause?)
  }

  private let pid: pid_t
  private let pidfd: OpenFile
  private let state = Mutex(State.running)

  init(pid: pid_t) throws(SystemError) {
    self.pid = pid
    let descriptor = condense_pidfd(pid)
    if descriptor < 0 {
      let failure = SystemError("pidfd_open", "\(pid)")
      kill(-pid, SIGKILL)
      waitpid(pid, nil, 0)
      throw failure
    }
    pidfd = OpenFile(owning: descriptor, path: Path("pidfd"))
  }

  /// TERM to the group now and KILL after the grace, whoever else waits; the first cause counts.
  func terminate(_ cause: Cause?, grace: Duration) {
    let first = state.withLock { state in
      guard case .running = state else { return false }
      state = .ending(cause)
      return true
    }
    guard first else { return }
    signal(SIGTERM)
    let milliseconds = Int(grace / .milliseconds(1))
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [self] in
      signal(SIGKILL)
    }
  }

  /// Waits for the end, takes the rest of the group down and reaps. Not cancellable: `terminate` ends it.
  func waitForEnd() async -> (exit: Exit, cause: Cause?, usage: ToolUsage) {
    await Readiness.wait(toRead: pidfd.descriptor)
    // The launcher is a zombie until it is reaped, so the group's number cannot have been reused.
    signal(SIGKILL)
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
    return (signal == 0 ? .status(status) : .signal(signal), cause, usage)
  }

  private func signal(_ number: CInt) {
    state.withLock { state in
      if case .reaped = state { return }
      kill(-pid, number)
    }
  }
}
