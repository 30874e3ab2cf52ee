import Dispatch

/// Threads for whatever touches media: a disk that does not answer holds up those that wait for it, and nobody else.
///
/// Tasks that prefer this executor never take one of the few threads that everything else shares.
public final class MediaThreads: TaskExecutor {
  /// Those of this process.
  public static let shared = MediaThreads()
  private let queue = DispatchQueue(label: "media", attributes: .concurrent)

  private init() {}

  /// Runs a part of a task on a thread that may be held up (Swift Evolution 0417).
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
