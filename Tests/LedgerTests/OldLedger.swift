import API
import CSQLite
import Platform
import TestSupport
import Testing

@testable import Ledger

/// A ledger that the version with schema 4 wrote, and what its commands printed of it.
///
/// It was made by runs over real films: done (one under another name, one of a name that is no text), damaged, without gain,
/// restored, cancelled, queued again, and two that were killed, one of them in the middle of a replacement.
enum OldLedger {
  /// Puts it in place of a scratch directory's ledger.
  static func place(in scratch: Scratch) throws {
    try RawDatabase(scratch.ledger).execute(text("schema-4.sql"))
  }

  /// A file of the golden ones.
  static func text(_ name: String) throws -> String {
    let directory = Path(#filePath).parent.appending("Golden")
    return String(decoding: try Files.read(directory.appending(name), limit: 1 << 24), as: UTF8.self)
  }
}

extension Ledger {
  /// The JSON that `jobs`, `stats` and `status` print, by the names of the golden files.
  func printed() throws -> [String: String] {
    func text(_ value: some Encodable) throws -> String {
      String(decoding: try JSON.pretty(value), as: UTF8.self)
    }
    let status = StatusView(
      state: "idle", current: [], queue: try queue(), kept: try kept(), stats: try stats())
    return [
      "jobs.json": try text(try jobs()), "jobs-failed.json": try text(try jobs(in: .failed)),
      "stats.json": try text(try stats()), "status.json": try text(status),
    ]
  }
}

extension RawDatabase {
  /// Every row of a table as text, in an order that does not change.
  func all(of table: String, _ columns: [String]) throws -> [[String?]] {
    try rows("SELECT \(columns.map { "quote(\($0))" }.joined(separator: ", ")) FROM \(table) ORDER BY 1, 2")
  }

  /// The names of a table's columns.
  func columns(of table: String) throws -> [String] {
    try rows("SELECT name FROM pragma_table_info('\(table)')").compactMap { $0[0] }
  }
}
