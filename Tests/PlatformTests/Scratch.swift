import Glibc
import Platform

/// A directory of its own for one test, which goes with it.
final class Scratch: Sendable {
  let path: Path

  init(in parent: String = "/tmp") throws {
    var template = Array("\(parent)/condense-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp", parent) }
    path = Path(bytes: template.map(UInt8.init(bitPattern:)))
  }

  deinit { Self.removeTree(path) }

  /// A new file with some content.
  func file(_ name: String, _ content: [UInt8] = []) throws -> OpenFile {
    try file(Array(name.utf8), content)
  }

  /// A new file with some content.
  func file(_ name: [UInt8], _ content: [UInt8] = []) throws -> OpenFile {
    let file = try OpenFile.open(path.appending(name), for: .create)
    try file.write(content)
    return file
  }

  /// The names in it, as text.
  func names() throws -> [String] {
    try DirectoryListing(path).names.map { String(decoding: $0, as: UTF8.self) }
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

/// The `errno` that a call failed with, or nil when it did not.
func failure<R>(_ body: () throws -> R) -> CInt? {
  do { _ = try body() } catch { return (error as? SystemError)?.errno ?? -1 }
  return nil
}

/// Bytes that repeat only after 251, so that a block in the wrong place shows.
func pattern(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 % 251) } }
