import Platform

/// The counts from a walk over the libraries.
struct TreeFacts: Sendable, Equatable {
  /// Whom a file belongs to.
  struct Owner: Hashable, Sendable, Comparable {
    var user: UInt32, group: UInt32

    static func < (a: Owner, b: Owner) -> Bool { (a.user, a.group) < (b.user, b.group) }
  }

  /// How far a walk goes.
  struct Bounds: Sendable {
    /// Directories, of all roots together.
    var directories = 1_000_000
    /// Files of each root whose owner is asked for.
    var sample = 500
    /// For all roots together.
    var time = Duration.seconds(10)
  }

  /// The roots and the directories below them.
  var directories = 0
  /// How many of them may not be written to, below the roots, and the first of these.
  var closed = 0
  var firstClosed: Path?
  /// Whether the walk came to its end.
  var isComplete = true
  /// How many of the files looked at belong to whom.
  var owners: [Owner: Int] = [:]

  /// Walks as a run would: no links, no names that begin with a dot, nothing excluded.
  static func walk(_ roots: [Path], excluded: [Path], within bounds: Bounds) -> TreeFacts {
    var facts = TreeFacts()
    let end = ContinuousClock.now.advanced(by: bounds.time)
    for root in roots {
      var left = bounds.sample
      var pending = [root]
      while let path = pending.popLast() {
        if excluded.contains(path) { continue }
        if facts.directories == bounds.directories || ContinuousClock.now >= end {
          facts.isComplete = false
          return facts
        }
        facts.directories += 1
        if path != root, Files.obstacle(to: [.write, .pass], of: path) != nil {
          facts.closed += 1
          facts.firstClosed = facts.firstClosed ?? path
        }
        guard let listing = try? DirectoryListing(path) else { continue }
        for entry in listing.entries where listing.name(entry).first != UInt8(ascii: ".") {
          let kind = listing.kind(entry)
          if kind == .directory { pending.append(path.appending(Array(listing.name(entry)))) }
          if kind == .regular, left > 0, let status = try? listing.status(entry) {
            facts.owners[Owner(user: status.owner, group: status.group), default: 0] += 1
            left -= 1
          }
        }
      }
    }
    return facts
  }
}
