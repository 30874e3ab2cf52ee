import CSQLite
import Platform
import Testing

/// A second look at a ledger's file, past everything of our own.
final class RawDatabase {
  private let handle: OpaquePointer

  init(_ path: Path) throws {
    var opened: OpaquePointer?
    let result = path.withCString {
      sqlite3_open_v2($0, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
    }
    handle = try #require(opened)
    try #require(result == SQLITE_OK)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs many statements.
  func execute(_ sql: String) throws {
    let result = sqlite3_exec(handle, sql, nil, nil, nil)
    try #require(result == SQLITE_OK, "\(String(cString: sqlite3_errmsg(handle)))")
  }

  /// Every row's columns as text; nil for NULL.
  func rows(_ sql: String) throws -> [[String?]] {
    var prepared: OpaquePointer?
    let result = sqlite3_prepare_v2(handle, sql, -1, &prepared, nil)
    try #require(result == SQLITE_OK, "\(String(cString: sqlite3_errmsg(handle)))")
    defer { sqlite3_finalize(prepared) }
    var rows: [[String?]] = []
    while sqlite3_step(prepared) == SQLITE_ROW {
      rows.append(
        (0..<sqlite3_column_count(prepared)).map {
          sqlite3_column_text(prepared, $0).map { String(cString: $0) }
        })
    }
    return rows
  }
}
