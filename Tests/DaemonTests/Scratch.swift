import Glibc
import Platform

/// A directory of its own for one test, which goes with it.
final class Scratch: Sendable {
  let path: Path

  init() throws {
    var template = Array("/tmp/condense-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp", "/tmp") }
    path = Path(bytes: template.map(UInt8.init(bitPattern:)))
  }

  deinit { Self.removeTree(path) }

  /// A new, empty file.
  @discardableResult
  func file(_ name: String) throws -> OpenFile { try OpenFile.open(path.appending(name), for: .create) }

  /// A new directory, with those above it.
  func directory(_ name: String) throws -> Path {
    try Files.makeDirectories(path.appending(name))
    return path.appending(name)
  }

  private static func removeTree(_ path: Path) {
    if (try? FileStatus.of(path).kind) == .directory {
      for name in (try? DirectoryListing(path).names) ?? [] {
        removeTree(path.appending(name))
      }
      _ = path.withCString { rmdir($0) }
    } else {
      try? Files.remove(path)
    }
  }
}

/// Makes a symbolic link.
func link(_ path: Path, to target: Path) throws {
  let result = target.withCString { target in path.withCString { symlink(target, $0) } }
  if result != 0 { throw SystemError("symlink", path.display) }
}
