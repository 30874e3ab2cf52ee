import Platform

/// The directories that are watched below a root.
///
/// Each knows its own name and the one that it lies in, so that nothing below it has to change when it goes.
struct WatchTree: Sendable {
  /// A directory as long as it is in the tree; no other gets its number afterwards.
  typealias Number = Int

  private struct Directory {
    let name: [UInt8]
    let parent: Number?
    let watch: CInt
    var children: [[UInt8]: Number] = [:]
  }

  private let path: Path
  private var directories: [Number: Directory] = [:]
  // One directory has one watch, whatever its path. It has two paths for as long as its going from the first has not
  // been told yet, and where it is mounted in two places.
  private var numbers: [CInt: [Number]] = [:]
  private var last = 0
  /// The root, once it is watched.
  private(set) var root: Number?

  /// An empty tree below a path.
  init(_ path: Path) { self.path = path }

  /// How many directories are in it.
  var count: Int { directories.count }

  /// The directories that a watch is of.
  func directories(of watch: CInt) -> [Number] { numbers[watch] ?? [] }

  /// The watch of a directory; nil when it is not there any more.
  func watch(of number: Number) -> CInt? { directories[number]?.watch }

  /// The directory that one lies in.
  func parent(of number: Number) -> Number? { directories[number]?.parent }

  /// The name of a directory in the one that it lies in.
  func name(of number: Number) -> [UInt8]? { directories[number]?.name }

  /// The directory that has a name in another.
  func child(_ name: [UInt8], in number: Number) -> Number? { directories[number]?.children[name] }

  /// Where a directory lies; nil when it is not there any more.
  func path(of number: Number) -> Path? {
    var names: [[UInt8]] = []
    var next = number
    while let directory = directories[next] {
      guard let parent = directory.parent else { return names.reversed().reduce(path) { $0.appending($1) } }
      names.append(directory.name)
      next = parent
    }
    return nil
  }

  /// Adds a directory, or the root; there must be none of that name, and what it lies in must be there.
  mutating func add(_ name: [UInt8], in parent: Number?, watch: CInt) -> Number {
    last += 1
    directories[last] = Directory(name: name, parent: parent, watch: watch)
    numbers[watch, default: []].append(last)
    if let parent { directories[parent]?.children[name] = last } else { root = last }
    return last
  }

  /// Removes a directory and everything below it, and returns their watches.
  mutating func remove(_ number: Number) -> [CInt] {
    if let directory = directories[number], let parent = directory.parent {
      directories[parent]?.children[directory.name] = nil
    }
    if number == root { root = nil }
    var watches: [CInt] = [], pending = [number]
    while let next = pending.popLast() {
      guard let directory = directories.removeValue(forKey: next) else { continue }
      pending += directory.children.values
      watches.append(directory.watch)
      numbers[directory.watch]?.removeAll { $0 == next }
      if numbers[directory.watch]?.isEmpty == true { numbers[directory.watch] = nil }
    }
    return watches
  }
}
