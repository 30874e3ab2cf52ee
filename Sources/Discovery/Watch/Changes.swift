public import Platform

/// The changes below the roots, by directories; each is named after its last change, or belongs to one that is named.
public struct Changes: Sendable, Equatable {
  /// Directories whose entries changed, to be listed again without what is below them.
  public var dirty: Set<Path> = []
  /// Directories that are new, gone, or marked otherwise, to be walked with all below them.
  public var trees: Set<Path> = []
  /// Roots to be walked as a whole, since nothing is known about what changed.
  public var lost: Set<Path> = []
  /// The roots whose coverage is another now.
  public var coverage: [Path: Coverage] = [:]

  /// No changes.
  public init() {}

  /// So many directories of one root are named, before the root is lost instead.
  static let most = 10_000

  /// Whether there is nothing to tell.
  public var isEmpty: Bool { dirty.isEmpty && trees.isEmpty && lost.isEmpty && coverage.isEmpty }

  /// Adds to what is known of one root, whose changes these are.
  mutating func add(dirty: Set<Path>, trees: Set<Path>, of root: Path) {
    if lost.contains(root) { return }
    self.dirty.formUnion(dirty)
    self.trees.formUnion(trees)
    if self.trees.contains(root) || self.dirty.count + self.trees.count > Self.most { lose(root) }
  }

  /// Forgets what is known of one root, whose changes these are.
  mutating func lose(_ root: Path) { (dirty, trees, lost) = ([], [], [root]) }

  /// The changes of several roots together, without what belongs to a tree that is walked anyway.
  static func all(_ changes: some Sequence<Changes>) -> Changes {
    var all = Changes()
    for one in changes {
      all.trees.formUnion(one.trees.filter { !$0.isBelow(one.trees) })
      all.dirty.formUnion(one.dirty.filter { !one.trees.contains($0) && !$0.isBelow(one.trees) })
      all.lost.formUnion(one.lost)
      all.coverage.merge(one.coverage) { $1 }
    }
    return all
  }
}

extension Path {
  fileprivate func isBelow(_ trees: Set<Path>) -> Bool {
    if trees.isEmpty { return false }
    var above = parent, path = self
    while above != path {
      if trees.contains(above) { return true }
      (path, above) = (above, above.parent)
    }
    return false
  }
}
