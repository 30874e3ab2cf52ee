import Discovery
import Glibc
import Platform

/// The knowledge of a tree that somebody has who looks only where he is told to.
struct Model: Equatable {
  /// The file that a name leads to.
  struct Entry: Equatable {
    var size: Int64
    var mode: UInt32
    var inode: UInt64
  }

  /// The entries of each directory, without directories and dot names.
  private var directories: [Path: [[UInt8]: Entry]] = [:]

  /// Whether a directory is known.
  func knows(_ path: Path) -> Bool { directories[path] != nil }

  /// Returns the tree as it really is.
  static func real(_ root: Path) -> Model {
    var model = Model()
    model.walk(root)
    return model
  }

  /// Looks where changes say so, and nowhere else.
  mutating func take(_ changes: Changes) {
    for path in changes.lost.union(changes.trees) {
      directories = directories.filter { !$0.key.isWithin(path) }
      walk(path)
    }
    for path in changes.dirty { list(path) }
  }

  private mutating func walk(_ path: Path) {
    for name in list(path) { walk(path.appending(name)) }
  }

  @discardableResult
  private mutating func list(_ path: Path) -> [[UInt8]] {
    guard let listing = try? DirectoryListing(path) else {
      directories[path] = nil
      return []
    }
    var files: [[UInt8]: Entry] = [:], below: [[UInt8]] = []
    for entry in listing.entries where listing.name(entry).first != UInt8(ascii: ".") {
      let name = Array(listing.name(entry))
      guard let status = try? listing.status(entry) else { continue }
      if status.kind == .directory {
        below.append(name)
      } else {
        files[name] = Entry(size: status.size, mode: status.mode, inode: status.inode)
      }
    }
    directories[path] = files
    return below
  }

  /// Where two differ, for a message.
  func difference(from other: Model) -> String {
    Set(directories.keys).union(other.directories.keys).sorted()
      .filter { directories[$0] != other.directories[$0] }.prefix(5)
      .map {
        "\($0): \(directories[$0].map { "\($0.count) files" } ?? "nothing") "
          + "instead of \(other.directories[$0].map { "\($0.count) files" } ?? "nothing")"
      }
      .joined(separator: "; ")
  }
}

extension Watcher {
  /// Covers a root and waits until it is lost, as it is then.
  @discardableResult
  func coverAndWait(_ root: Path) async throws -> Changes {
    cover(root)
    var all = Changes()
    while !all.lost.contains(root) { all = try await next() }
    return all
  }

  /// The model of somebody who follows while work is done in a root that has just been covered.
  nonisolated func model(of root: Path, during work: () async throws -> Void) async throws -> Model {
    let follower = Task {
      var model = Model.real(root)
      while let changes = try? await next() { model.take(changes) }
      return model
    }
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
    follower.cancel()
    var model = await follower.value
    try outcome.get()
    // A model that knows of the last change has been told of everything.
    let mark = try mark(in: root)
    while !model.knows(mark) { model.take(try await next()) }
    return model
  }

  /// Makes a new directory in a root.
  nonisolated func mark(in root: Path) throws -> Path {
    let mark = root.appending("mark-\(UInt64.random(in: 0...(.max)))")
    try Files.makeDirectories(mark)
    return mark
  }
}
