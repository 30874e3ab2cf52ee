import Platform

/// The directories below a root, kept current by the kernel's events; pure.
///
/// An event may arrive long after its cause, so it never says how things are: a name that went is forgotten
/// with all below it, and where a directory came, somebody has to look. A directory that is renamed goes and
/// comes. Since a directory is watched before it is listed, and events come in order, the tree is right again
/// with the last event.
struct WatchedRoot: Sendable {
  /// A name that may be that of a directory to be watched; the root itself lies in nothing.
  struct Look: Hashable, Sendable {
    var parent: WatchTree.Number?
    var name: [UInt8]
  }

  /// The result of a look.
  enum Answer: Sendable, Equatable {
    /// A directory, which is watched now, and afterwards had these directories in it.
    case watched(CInt, directories: [[UInt8]])
    /// No directory, or none that can be read.
    case nothing
  }

  private let path: Path
  private let excluded: Set<Path>
  private var tree: WatchTree
  private var looks: Set<Look> = [Look(parent: nil, name: [])]
  /// Watches that directories which went had.
  private var loose: Set<CInt> = []
  /// Directories whose entries changed, and such that everything below changed its meaning.
  private var dirty: Set<WatchTree.Number> = [], turned: Set<WatchTree.Number> = []
  /// Directories that nobody has been told of.
  private var new: Set<WatchTree.Number> = []
  private var gone: Set<Path> = []

  /// Nothing is watched yet, and the root is to be looked at; nothing is done below excluded directories.
  init(_ root: Path, excluded: Set<Path>) {
    (path, tree) = (root, WatchTree(root))
    self.excluded = excluded.filter { $0.isWithin(root) }
  }

  /// How many directories are watched.
  var count: Int { tree.count }

  /// Whether every directory that there is, as far as is known, is watched.
  var isComplete: Bool { looks.isEmpty }

  /// Takes in an event; false when it is not known any more what lies below the root, or where the root is.
  mutating func hear(_ event: Inotify.Event) -> Bool {
    if event.what.contains(.overflow) { return false }
    for number in tree.directories(of: event.watch) {
      if !event.name.isEmpty {
        hear(event, in: number)
      } else if !event.what.isDisjoint(with: [.ended, .unmounted, .movedItself]) {
        if number == tree.root { return false }
        // Its parent's watch tells of its removal or renaming; an unmounted directory uncovers the one that it hid.
        if event.what.contains(.ended) { uncover(number) }
      } else if number == tree.root {
        looks.insert(Look(parent: nil, name: []))
      }
    }
    return true
  }

  /// The next names to look at, and where they are.
  mutating func next(_ count: Int) -> [(look: Look, path: Path)] {
    let taken = Array(looks.prefix(count))
    looks.subtract(taken)
    return taken.compactMap { look in
      guard let parent = look.parent else { return (look, path) }
      guard let place = tree.path(of: parent)?.appending(look.name), !excluded.contains(place) else {
        return nil
      }
      return (look, place)
    }
  }

  /// Takes in what somebody saw; false when it was another root than before, or none.
  mutating func saw(_ answer: Answer, at look: Look) -> Bool {
    if let parent = look.parent, tree.watch(of: parent) == nil {
      // Another answer took away what it lies in; what came instead is looked at by itself.
      if case .watched(let watch, _) = answer { loose.insert(watch) }
      return true
    }
    let known = look.parent.map { tree.child(look.name, in: $0) } ?? tree.root
    switch answer {
    case .watched(let watch, let directories):
      let number: WatchTree.Number
      if let known, tree.watch(of: known) == watch {
        number = known
        dirty.insert(known)
      } else {
        if look.parent == nil, known != nil { return false }
        if let known { loose.formUnion(tree.remove(known)) }
        number = tree.add(look.name, in: look.parent, watch: watch)
        new.insert(number)
      }
      for name in directories where tree.child(name, in: number) == nil {
        looks.insert(Look(parent: number, name: name))
      }
    case .nothing:
      if look.parent == nil { return false }
      if let known { forget(known) }
    }
    return true
  }

  /// The watches that nobody needs any more; to be ended before the next look, which may need one of them.
  mutating func takeLoose() -> [CInt] {
    defer { loose = [] }
    return loose.filter { tree.directories(of: $0).isEmpty }
  }

  /// Returns the changes to be told now: new directories only when all below them are watched.
  mutating func takeNews() -> (dirty: Set<Path>, trees: Set<Path>) {
    var trees = gone.union(turned.compactMap { tree.path(of: $0) })
    if isComplete {
      let tops = new.filter { number in !(tree.parent(of: number).map(new.contains) ?? false) }
      trees.formUnion(tops.compactMap { tree.path(of: $0) })
      new = []
    }
    let dirty = Set(dirty.compactMap { new.contains($0) ? nil : tree.path(of: $0) })
    (self.dirty, turned, gone) = ([], [], [])
    return (dirty, trees)
  }

  private mutating func hear(_ event: Inotify.Event, in number: WatchTree.Number) {
    let isGone = !event.what.isDisjoint(with: [.deleted, .movedOut])
    let isThere = !event.what.isDisjoint(with: [.created, .movedIn])
    if event.name.first == UInt8(ascii: ".") {
      if isGone || isThere, event.name.elementsEqual(Walker.marker.utf8) { turned.insert(number) }
    } else if !event.what.contains(.directory) {
      // Also what was just created, though closing it will be told: a link to a file that then loses its first name
      // cannot be told from it.
      dirty.insert(number)
    } else if isGone {
      if let child = tree.child(event.name, in: number) { loose.formUnion(tree.remove(child)) }
      if let place = tree.path(of: number) { gone.insert(place.appending(event.name)) }
    } else {
      looks.insert(Look(parent: number, name: event.name))
    }
  }

  private mutating func uncover(_ number: WatchTree.Number) {
    guard let parent = tree.parent(of: number), let name = tree.name(of: number) else { return }
    forget(number)
    looks.insert(Look(parent: parent, name: name))
  }

  private mutating func forget(_ number: WatchTree.Number) {
    if let place = tree.path(of: number) { gone.insert(place) }
    loose.formUnion(tree.remove(number))
  }
}
