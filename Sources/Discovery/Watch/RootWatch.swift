import Glibc
import Platform
import Synchronization

/// How many looks of a root have not come back, though nobody may be waiting for them any more.
final class LooksUnderway: Sendable {
  let count = Atomic(0)
}

/// Watches one root with an instance of inotify of its own, so that no root's storm or dead disk concerns another.
struct RootWatch: Sendable {
  /// The changes that it reports.
  struct News: Sendable {
    var dirty: Set<Path>, trees: Set<Path>
    /// How many directories are watched, once all are.
    var directories: Int?
  }

  let root: Path
  let excluded: Set<Path>
  /// Why it could not be watched before.
  let before: Obstacle?
  let underway: LooksUnderway
  let tell: @Sendable (News) async -> Void

  /// Directories that are looked at before events are read again, of which the kernel keeps 16384.
  private static let batch = 64
  /// How long such looks may take.
  private static let patience = Duration.seconds(60)
  /// How often in a row the kernel may lose events before all directories are watched.
  private static let attempts = 3

  private enum End {
    case cancelled
    /// It is not known any more what lies there.
    case lost
    case outOfWatches
    case obstacle(Obstacle)
  }

  /// Watches until that cannot be done, and returns why, or nil when cancelled; what is lost is begun anew.
  func run() async -> Obstacle? {
    // Each look at a disk that gives no answer costs a thread for good.
    if case .silent = before, underway.count.load(ordering: .relaxed) > 0 { return before }
    // Trying in vain would take all watches from the user's other programs for a while.
    if case .watches(_, let limit, _) = before, let now = Inotify.Limit.watches.value, now <= limit {
      return before
    }
    var attempts = 0
    while attempts < Self.attempts {
      do throws(SystemError) {
        if let obstacle = Obstacle.beforehand(root, excluded: excluded, try .current()) { return obstacle }
      } catch { return .unreadable(error) }
      var isComplete = false
      switch await watch(&isComplete) {
      case .cancelled: return nil
      case .lost: attempts = isComplete ? 0 : attempts + 1
      case .outOfWatches: return await shortage(Inotify.Limit.watches.value ?? 0)
      case .obstacle(let obstacle): return obstacle
      }
    }
    return .restless(root)
  }

  private func watch(_ isComplete: inout Bool) async -> End {
    do throws(SystemError) {
      let inotify = try Inotify()
      var watched = WatchedRoot(root, excluded: excluded)
      while true {
        if watched.isComplete { await inotify.wait() }
        if Task.isCancelled { return .cancelled }
        for event in try inotify.events() {
          guard watched.hear(event) else { return .lost }
        }
        watched.takeLoose().forEach(inotify.forget)
        if let end = try await look(&watched, inotify) { return end }
        watched.takeLoose().forEach(inotify.forget)
        isComplete = isComplete || watched.isComplete
        let (dirty, trees) = watched.takeNews()
        await tell(News(dirty: dirty, trees: trees, directories: isComplete ? watched.count : nil))
      }
    } catch {
      switch (error.call, error.errno) {
      case ("inotify_add_watch", ENOSPC): return .outOfWatches
      case ("inotify_init1", EMFILE):
        return .obstacle(.instances(limit: Inotify.Limit.instances.value ?? 0))
      default: return .obstacle(.unreadable(error))
      }
    }
  }

  /// Looks at the next directories; nil when all is well.
  private func look(_ watched: inout WatchedRoot, _ inotify: Inotify) async throws(SystemError) -> End? {
    let looks = watched.next(Self.batch)
    guard let first = looks.first else { return nil }
    let underway = underway
    let outcome = try await BlockingCall.answer(within: Self.patience) {
      underway.count.add(1, ordering: .relaxed)
      defer { underway.count.subtract(1, ordering: .relaxed) }
      return Result { () throws(SystemError) in
        try looks.map { look, path throws(SystemError) in
          try DirectoryLook.answer(at: path, isRoot: look.parent == nil, inotify)
        }
      }
    }
    guard let outcome else {
      return Task.isCancelled ? .cancelled : .obstacle(.silent(first.path, after: Self.patience))
    }
    for (answer, (look, _)) in zip(try outcome.get(), looks) {
      guard watched.saw(answer, at: look) else { return .lost }
    }
    return nil
  }

  /// Returns the obstacle with the number of watches that the whole root would need.
  private func shortage(_ limit: Int) async -> Obstacle? {
    let (root, excluded) = (root, excluded)
    let counted = try? await BlockingCall.answer(within: Self.patience * 2) {
      DirectoryLook.count(below: root, excluded: excluded, within: Self.patience)
    }
    if Task.isCancelled { return nil }
    // Others of the same user have at most as many as there are now.
    let directories = counted ?? 0
    return .watches(directories: directories, limit: limit, needed: limit + directories)
  }
}
