import Glibc
public import Platform

/// A directory of its own for one test, which goes with it and everything in it.
public final class Scratch: Sendable {
  /// Where it is, with no symbolic link on the way to it.
  public let path: Path

  /// Makes a new, empty one below a directory.
  public init(in parent: String = "/tmp") throws {
    var template = Array("\(parent)/condense-test-\(String(repeating: "X", count: 6))".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp", parent) }
    path = try Files.resolved(Path(bytes: template.map(UInt8.init(bitPattern:))))
  }

  deinit { Self.remove(path) }

  /// A new file with some content, open to read and write.
  @discardableResult
  public func file(_ name: String, _ content: [UInt8] = []) throws -> OpenFile {
    try file(Array(name.utf8), content)
  }

  /// A new file with some content, open to read and write.
  @discardableResult
  public func file(_ name: [UInt8], _ content: [UInt8] = []) throws -> OpenFile {
    let file = try OpenFile.open(path.appending(name), for: .create)
    try file.write(content)
    return file
  }

  /// Writes a file, and makes the directories on the way to it.
  @discardableResult
  public func add(_ name: String, _ content: String = "film") throws -> Path {
    let file = path.appending(name)
    try Files.makeDirectories(file.parent)
    try Files.writeAtomically(Array(content.utf8), to: file)
    return file
  }

  /// A new directory, with those above it.
  @discardableResult
  public func directory(_ name: String) throws -> Path {
    try Files.makeDirectories(path.appending(name))
    return path.appending(name)
  }

  /// The names in it, as text.
  public func names() throws -> [String] {
    try DirectoryListing(path).names.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func remove(_ directory: Path) {
    guard let listing = try? DirectoryListing(directory) else { return }
    for entry in listing.entries {
      let child = directory.appending(Array(listing.name(entry)))
      if listing.kind(entry) == .directory { remove(child) } else { try? Files.remove(child) }
    }
    Files.removeDirectoryIfEmpty(directory)
  }
}

/// Makes a symbolic link.
public func link(_ path: Path, to target: Path) throws {
  let result = target.withCString { target in path.withCString { symlink(target, $0) } }
  if result != 0 { throw SystemError("symlink", path.display) }
}
