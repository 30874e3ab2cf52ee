import Glibc
import Platform

/// A directory of its own for one test, which goes with it.
final class Scratch: Sendable {
  let path: Path

  init() throws {
    var template = Array("/tmp/condense-ledger-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp", "/tmp") }
    path = Path(bytes: template.map(UInt8.init(bitPattern:)))
  }

  deinit {
    try? Scratch.remove(path.appending("jobs"))
    try? Scratch.remove(path)
  }

  /// Where the ledger is, and its jobs' JSON files.
  var ledger: Path { path.appending("ledger.db") }
  var jobs: Path { path.appending("jobs") }

  /// The status of a new file.
  func status() throws -> FileStatus {
    try Files.writeAtomically([1, 2, 3], to: path.appending("film"))
    return try FileStatus.of(path.appending("film"))
  }
}

extension Scratch {
  /// Removes a directory and the files in it.
  fileprivate static func remove(_ directory: Path) throws {
    for name in try DirectoryListing(directory).names {
      try Files.remove(directory.appending(name))
    }
    Files.removeDirectoryIfEmpty(directory)
  }
}
