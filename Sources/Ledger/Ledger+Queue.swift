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

  /// The next file of a library that is worth encoding and lies below none of the roots given.
  public func next(in library: String, _ order: Order, outside roots: [Path]) throws -> FileRecord? {
    let outside = roots.map { _ in " AND NOT " + Self.within }.joined()
    let row = try database.run(
      """
      SELECT d.path, f.name FROM files f JOIN directories d ON d.id = f.directory
      WHERE state = 'queued' AND library = ? AND gone = 0\(outside)
      ORDER BY \(order.rawValue), d.path, f.name LIMIT 1
      """, [.text(library)] + roots.flatMap(Self.bounds)
    ).first
    return try row.flatMap { try file($0.path(0).appending($0.blob(1) ?? [])) }
  }

  /// How many files of a library wait.
  public func waiting(in library: String) throws -> Int {
    let rows = try database.run(
      "SELECT count(*) FROM files WHERE state = 'queued' AND library = ? AND gone = 0", [.text(library)])
    return Int(rows.first?.integer(0) ?? 0)
  }
}
