import Platform
import Synchronization

/// Work on several disks at a time, in order on each; a disk that does not answer holds up nobody but itself.
final class DiskWork: Sendable {
  /// The sign of life of a piece of work.
  final class Pulse: Sendable {
    private let last = Mutex(SuspendingClock.now)

    /// Notes that it gets on.
    func beat() { last.withLock { $0 = .now } }
    func deadline(_ limit: Duration) -> SuspendingClock.Instant { last.withLock { $0 } + limit }
  }

  /// The work under way on a disk.
  struct UnderWay: Sendable {
    let pulse: Pulse
    let task: Task<Void, any Error>
    /// Whether the one who asks has begun it.
    var isOwn = true
  }

  /// By the disks' mount points.
  let busy = Mutex<[Path: UnderWay]>([:])
  /// The work that is done beside that (`alone`).
  let beside = Mutex<[Path: [ObjectIdentifier: Pulse]]>([:])
  let limit: Duration
  let mounts: @Sendable () -> MountTable?

  /// A disk from which nothing has come for `limit` does not answer. Reads step back behind everybody else's, so that a busy
  /// disk may keep one waiting for seconds.
  init(
    limit: Duration = .seconds(30), mounts: @escaping @Sendable () -> MountTable? = { try? .current() }
  ) {
    (self.limit, self.mounts) = (limit, mounts)
  }

  /// Does something with every item, after what is under way on the same disk, and returns the disks that do not answer. What
  /// is under way there is left behind and goes on when they do, with all that was to come after it.
  func each<Item: Sendable>(
    _ items: [Item], at place: (Item) -> Path, within limit: Duration? = nil,
    _ body: @escaping @Sendable (Item, Pulse) async throws -> Void
  ) async throws -> [Path] {
    let table = mounts(), limit = limit ?? self.limit
    let disks = Dictionary(grouping: items) { Self.disk(of: place($0), in: table) }
    return try await withThrowingTaskGroup(of: Path?.self) { group in
      for (disk, items) in disks {
        group.addTask { try await self.work(items, on: disk, limit, body) ? nil : disk }
      }
      var silent: [Path] = []
      for try await disk in group { if let disk { silent.append(disk) } }
      return silent.sorted()
    }
  }

  /// The mount points of the disks that places are on.
  func disks(of places: [Path]) -> Set<Path> {
    let table = mounts()
    return Set(places.map { Self.disk(of: $0, in: table) })
  }

  static func disk(of place: Path, in table: MountTable?) -> Path {
    table?.mount(holding: place)?.point ?? Path("/")
  }

  /// False when the disk does not answer.
  private func work<Item: Sendable>(
    _ items: [Item], on disk: Path, _ limit: Duration,
    _ body: @escaping @Sendable (Item, Pulse) async throws -> Void
  ) async throws -> Bool {
    while true {
      let underWay = begin(items, on: disk, body)
      if try await !waits(for: underWay, limit) { return false }
      if underWay.isOwn { return true }
    }
  }

  /// Begins the work unless other work is under way there, which is returned then.
  private func begin<Item: Sendable>(
    _ items: [Item], on disk: Path, _ body: @escaping @Sendable (Item, Pulse) async throws -> Void
  ) -> UnderWay {
    busy.withLock { busy in
      if var other = busy[disk] {
        other.isOwn = false
        return other
      }
      let pulse = Pulse()
      let task = Task(executorPreference: MediaThreads.shared) {
        defer { self.busy.withLock { _ = $0.removeValue(forKey: disk) } }
        try await SignOfLife.$beat.withValue({ pulse.beat() }) {
          for item in items {
            try Task.checkCancellation()
            pulse.beat()
            try await body(item, pulse)
          }
        }
      }
      let mine = UnderWay(pulse: pulse, task: task)
      busy[disk] = mine
      return mine
    }
  }

  /// Waits until the work is over, and returns false when nothing came of it for too long. Others' errors are theirs.
  func waits(for underWay: UnderWay, _ limit: Duration) async throws -> Bool {
    let (outcome, end) = AsyncThrowingStream<Bool, any Error>.makeStream()
    Task {
      do {
        try await underWay.task.value
        end.yield(true)
      } catch {
        if underWay.isOwn { return end.finish(throwing: error) }
        end.yield(true)
      }
    }
    let watch = Task {
      while underWay.pulse.deadline(limit) > .now {
        try await Task.sleep(until: underWay.pulse.deadline(limit), clock: .suspending)
      }
      end.yield(false)
    }
    defer { watch.cancel() }
    return try await withTaskCancellationHandler {
      for try await isDone in outcome { return isDone }
      throw CancellationError()
    } onCancel: {
      if underWay.isOwn { underWay.task.cancel() }
      end.finish()
    }
  }
}
