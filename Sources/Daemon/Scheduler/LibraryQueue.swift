import Platform

/// What the scheduler knows of one library.
struct LibraryQueue: Sendable {
  /// When each root, as it is configured, is to be looked through again.
  var roots: [Path: ContinuousClock.Instant] = [:]
  /// The files whose turn is next, the first one last; and how many of the queue they come after.
  var next: [Path] = []
  var passed = 0
  /// Whether the queue has nothing else.
  var isDry = false
  /// The turn that it had last.
  var served = 0

  /// Something may have come into the queue, or become due.
  mutating func refresh() { (next, passed, isDry) = ([], 0, false) }
}
