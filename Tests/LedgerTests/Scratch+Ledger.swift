import Platform
import TestSupport

extension Scratch {
  /// Where the ledger is, and its jobs' JSON files.
  var ledger: Path { path.appending("ledger.db") }
  var jobs: Path { path.appending("jobs") }

  /// The status of a new file.
  func status() throws -> FileStatus { try FileStatus.of(add("film")) }
}
