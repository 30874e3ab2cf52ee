import API
import Platform

extension Ledger {
  /// What comes first in the queue of a library.
  public enum Order: String, Sendable {
    case oldest = "mtime_ns, size"
    case newest = "mtime_ns DESC, size"
    case largest = "size DESC, mtime_ns"
    case name = "d.path, f.name"
  }

  /// The next files of a library that are worth encoding, at most a thousand, behind the first so many.
  public func queue(of library: String, _ order: Order, after passed: Int) throws -> [Path] {
    var found: [Path] = []
    try database.each(
      """
      SELECT d.path, f.name FROM files f JOIN directories d ON d.id = f.directory
      WHERE state = 'queued' AND library = ? AND gone = 0
      ORDER BY \(order.rawValue), d.path, f.name LIMIT 1000 OFFSET ?
      """, [.text(library), .integer(Int64(passed))]
    ) { row in found.append(Path(bytes: row.blob(0)).appending(row.blob(1))) }
    return found
  }

  /// How many files of a library wait.
  public func waiting(in library: String) throws -> Int {
    Int(try waiting("sum(files)", "AND library = ?", [.text(library)]))
  }

  /// How many files of all libraries wait.
  public func waiting() throws -> Int { Int(try waiting("sum(files)")) }

  /// The bytes of the files that wait.
  public func waitingBytes() throws -> Int64 { try waiting("CAST(total(bytes) AS INTEGER)") }

  private func waiting(_ sum: String, _ condition: String = "", _ values: [Value] = []) throws -> Int64 {
    try database.run(
      "SELECT \(sum) AS sum FROM counts WHERE kind = 'file' AND state = 'queued' \(condition)", values
    ).first?.integer("sum") ?? 0
  }
}
