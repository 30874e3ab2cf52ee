import API
import Configuration
import Discovery
import Ledger
import Platform

extension Scheduler {
  /// What changes within this is looked at at once.
  private static let together = Duration.seconds(1)
  /// How long nobody tries again to watch a root that could not be watched.
  private static let patience = Duration.seconds(300)

  /// Has the kernel tell of changes below roots, as far as it does not yet.
  func watch(_ roots: [Path]) async {
    let known = await watcher.coverage
    for root in roots {
      switch known[root] {
      case .beginning, .covered: continue
      case .uncovered(.unreadable), .uncovered(.silent):
        if let last = covered[root], last + Self.patience > .now { continue }
      case .uncovered: continue
      case nil: break
      }
      covered[root] = .now
      await watcher.cover(root)
    }
  }

  /// Has the kernel tell anew of roots that are back: what it told of lay below their disks. Of their coming back it tells
  /// nothing, so those that have gone are looked for as if it told nothing at all.
  func watchAgain() async {
    let offline = Set(await core.watch.offline.keys)
    if offline == wereOffline { return }
    let back = wereOffline.subtracting(offline).compactMap { places[$0] }
    for library in core.config.libraries {
      let soon = ContinuousClock.now + interval(library)
      for (root, due) in queues[library.name]?.roots ?? [:]
      where offline.contains(root) && !wereOffline.contains(root) {
        queues[library.name]?.roots[root] = min(due, soon)
      }
    }
    wereOffline = offline
    for root in back where coverage[root] != nil { await watcher.cover(root) }
  }

  /// Whether the kernel tells of all changes below a root.
  func isCovered(_ root: Path) -> Bool {
    coverage.contains { covered, coverage in
      guard case .covered = coverage else { return false }
      return root.isWithin(covered)
    }
  }

  /// Has roots looked through as often as those of which the kernel does not tell.
  private func hasten(_ covered: Path) {
    for library in core.config.libraries {
      let due = ContinuousClock.now + .seconds(library.pace.scanIntervalSecs)
      for root in library.roots where places[root]?.isWithin(covered) == true {
        let known = queues[library.name]?.roots[root] ?? due
        queues[library.name]?.roots[root] = min(due, known)
      }
    }
  }

  /// Takes in what the kernel told.
  func take(_ changes: Changes) async {
    for (root, now) in changes.coverage {
      if case .uncovered(let obstacle) = now, coverage[root] != now {
        await observer(
          .warning(
            "changes below '\(root)' are not told: \(obstacle); it is looked through every scan_interval_secs"
          ))
      }
      coverage[root] = now
      if case .uncovered = now { hasten(root) }
    }
    let soon = ContinuousClock.now + Self.together
    for directory in changes.dirty { later[directory] = min(soon, later[directory] ?? soon) }
    deep.formUnion(changes.trees.union(changes.lost))
  }
}
