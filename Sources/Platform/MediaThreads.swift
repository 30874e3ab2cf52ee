import Dispatch
import Glibc
import Synchronization

/// Threads for whatever touches media: a disk that does not answer, or a parser that never ends, holds up those that wait
/// for it, and nobody else.
///
/// They are threads of their own, not those of libdispatch: that one gives out as many as there are cores, to all that ask,
/// and two that are busy for good would leave none for the socket, the signals and the timers. There are as many as tasks
/// that are busy or blocked at a time; one that had nothing to do for a while ends.
public final class MediaThreads: TaskExecutor {
  /// Those of this process.
  public static let shared = MediaThreads()

  private struct State {
    /// Parts of tasks that no thread has taken yet; what lies before `next` is taken.
    var jobs: [UnownedJob] = []
    var next = 0
    /// Threads that wait for `work`, but for those that are about to be woken up.
    var idle = 0
    var threads = 0

    mutating func take() -> UnownedJob? {
      guard next < jobs.count else { return nil }
      let job = jobs[next]
      next += 1
      if next == jobs.count {
        jobs.removeAll(keepingCapacity: true)
        next = 0
      }
      return job
    }
  }
  private let state = Mutex(State())
  private let work = DispatchSemaphore(value: 0)
  /// How long a thread waits for something to do.
  private static let patience = DispatchTimeInterval.seconds(10)

  private init() {}

  /// Runs a part of a task on a thread that may be held up (Swift Evolution 0417).
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isAwaited = state.withLock { state in
      state.jobs.append(job)
      if state.idle == 0 {
        state.threads += 1
        return false
      }
      state.idle -= 1
      return true
    }
    if isAwaited {
      work.signal()
    } else if !startThread() {
      // Threads that are there take it when they are done; it must not wait for nothing.
      let isAlone = state.withLock { state in
        state.threads -= 1
        return state.threads == 0
      }
      if isAlone { DispatchQueue.global().async { self.drain() } }
    }
  }

  private func startThread() -> Bool {
    var thread = pthread_t()
    let error = pthread_create(
      &thread, nil,
      { _ in
        MediaThreads.shared.live()
        return nil
      }, nil)
    if error == 0 { pthread_detach(thread) }
    return error == 0
  }

  private func drain() {
    while let job = state.withLock({ $0.take() }) { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  /// A thread's life: it does what there is to do, and waits for more.
  private func live() {
    while true {
      let job = state.withLock { state in
        let job = state.take()
        if job == nil { state.idle += 1 }
        return job
      }
      if let job {
        job.runSynchronously(on: asUnownedTaskExecutor())
      } else if !waits() {
        return
      }
    }
  }

  /// Whether there may be something to do again; false when the thread is to end.
  private func waits() -> Bool {
    if work.wait(timeout: .now() + Self.patience) == .success { return true }
    let ends = state.withLock { state in
      // Somebody counts on it already, and the signal is on its way.
      guard state.idle > 0 else { return false }
      state.idle -= 1
      state.threads -= 1
      return true
    }
    if !ends { work.wait() }
    return !ends
  }
}
