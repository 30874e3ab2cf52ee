import Glibc
import Platform

/// A directory of its own for one test, which goes with it and everything in it.
final class Scratch: Sendable {
  let path: Path

  init() throws {
    var template = Array("/tmp/condense-discovery-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp", "/tmp") }
    path = try Files.resolved(Path(bytes: template.map(UInt8.init(bitPattern:))))
  }

  deinit { Self.remove(path) }

  /// Makes a file, and the directories on the way to it.
  @discardableResult
  func add(_ name: String, _ content: String = "film") throws -> Path {
    let file = path.appending(name)
    try Files.makeDirectories(file.parent)
    try Files.writeAtomically(Array(content.utf8), to: file)
    return file
  }

  private static func remove(_ directory: Path) {
    guard let listing = try? DirectoryListing(directory) else { return }
    for entry in listing.entries {
      let child = directory.appending(Array(listing.name(entry)))
      if entry.kind == .directory { remove(child) } else { try? Files.remove(child) }
    }
    Files.removeDirectoryIfEmpty(directory)
  }
}
