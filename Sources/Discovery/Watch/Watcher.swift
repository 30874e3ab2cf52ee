public import Platform

/// Tells which directories below some roots changed, as the kernel tells it; nothing runs while nothing happens.
///
/// Changes that nobody has taken yet are kept as sets and never become more than a list of roots to be walked,
/// so that memory is bounded. It has to be closed.
public actor Watcher {
  private let excluded: Set<Path>
  private var watches: [Path: Task<Void, Never>] = [:]
  private var looks: [Path: LooksUnderway] = [:]
  private var pending: [Path: Changes] = [:]
  private var waiter: CheckedContinuation<Void, Never>?
  /// The coverage of each root that it was asked to cover.
  public private(set) var coverage: [Path: Coverage] = [:]

  /// Watches nothing yet, and never what lies at or below the excluded directories or begins with a dot.
  public init(excluded: some Sequence<Path>) { self.excluded = Set(excluded) }

  /// Begins to watch a root, or begins anew where something may have been missed, as when a disk was mounted.
  ///
  /// The root is `lost` as soon as all directories below it are watched, or it turned out that they cannot be: walk
  /// it then. Roots must be absolute, without links on the way, and not within each other.
  public func cover(_ root: Path) {
    let before = coverage[root]
    if before == .beginning { return }
    coverage[root] = .beginning
    let earlier = watches[root]
    earlier?.cancel()
    watches[root] = Task {
      // The kernel's numbers are limited: the earlier ones go before others are asked for.
      await earlier?.value
      await keep(root, before)
    }
  }

  /// Waits for changes and takes them; one at a time may wait.
  public func next() async throws(CancellationError) -> Changes {
    while pending.isEmpty {
      if Task.isCancelled { throw CancellationError() }
      precondition(waiter == nil, "two wait for changes")
      await withTaskCancellationHandler {
        await withCheckedContinuation { waiter = $0 }
      } onCancel: {
        Task { await wake() }
      }
    }
    defer { pending = [:] }
    return Changes.all(pending.values)
  }

  /// Ends all watches, and returns when they have ended.
  public func close() async {
    for watch in watches.values { watch.cancel() }
    for watch in watches.values { await watch.value }
    (watches, coverage) = ([:], [:])
  }

  private func keep(_ root: Path, _ before: Coverage?) async {
    var obstacle: Obstacle?
    if case .uncovered(let known) = before { obstacle = known }
    let underway = looks[root] ?? LooksUnderway()
    looks[root] = underway
    let watch = RootWatch(root: root, excluded: excluded, before: obstacle, underway: underway) {
      [self] news in
      await take(news, of: root)
    }
    guard let obstacle = await watch.run(), !Task.isCancelled else { return }
    pending[root, default: Changes()].lose(root)
    change(root, .uncovered(obstacle))
    wake()
  }

  private func take(_ news: RootWatch.News, of root: Path) {
    // The caller that cancelled this walks the root.
    if Task.isCancelled { return }
    if let directories = news.directories {
      if coverage[root] == .beginning { change(root, .covered(directories: directories)) }
      coverage[root] = .covered(directories: directories)
    }
    if news.dirty.isEmpty, news.trees.isEmpty { return }
    pending[root, default: Changes()].add(dirty: news.dirty, trees: news.trees, of: root)
    wake()
  }

  private func change(_ root: Path, _ now: Coverage) {
    coverage[root] = now
    pending[root, default: Changes()].coverage[root] = now
  }

  private func wake() {
    waiter?.resume()
    waiter = nil
  }
}
