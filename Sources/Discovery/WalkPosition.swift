public import Platform
import Synchronization

/// Where a walk is, for those who cannot wait for it: a directory of a server that is gone may never answer.
public final class WalkPosition: Sendable {
  private let reading = Mutex<(directory: Path, since: SuspendingClock.Instant)?>(nil)
  private let isGivenUp = Atomic(false)

  /// Nothing is being read yet.
  public init() {}

  /// The directory that is being read, when that takes longer than `limit`.
  public func silent(for limit: Duration) -> Path? {
    reading.withLock { $0.flatMap { $0.since + limit < .now ? $0.directory : nil } }
  }

  /// Has the walk end at the next directory: nobody wants to know any more.
  public func giveUp() { isGivenUp.store(true, ordering: .relaxed) }

  /// Throws `CancellationError` when nobody waits for the walk.
  func check() throws(CancellationError) {
    if Task.isCancelled || isGivenUp.load(ordering: .relaxed) { throw CancellationError() }
  }

  func begin(_ directory: Path) { reading.withLock { $0 = (directory, .now) } }

  func end() { reading.withLock { $0 = nil } }
}
