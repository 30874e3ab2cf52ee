import CSQLite
import Platform

/// A failure of SQLite: what it was doing and what it said.
public struct LedgerError: Error, CustomStringConvertible, Sendable {
  /// The statement or step.
  public let step: String
  /// SQLite's message, or ours.
  public let message: String

  /// As in `ledger: insert into jobs: disk I/O error`.
  public var description: String { "ledger: \(step): \(message)" }
}

/// A value as SQLite stores it.
enum Value: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }
  init(_ value: String?) { self = value.map { .text($0) } ?? .null }
  init(_ value: Path) { self = .blob(value.bytes) }
  /// Device and inode numbers use all 64 bits; SQLite's integers are signed.
  init(bits value: UInt64) { self = .integer(Int64(bitPattern: value)) }
}

/// One row of an answer, column by column.
struct Row {
  let values: [Value]

  func integer(_ column: Int) -> Int64? {
    if case .integer(let value) = values[column] { value } else { nil }
  }
  func text(_ column: Int) -> String? { if case .text(let value) = values[column] { value } else { nil } }
  func bits(_ column: Int) -> UInt64 { UInt64(bitPattern: integer(column) ?? 0) }
  func blob(_ column: Int) -> [UInt8]? { if case .blob(let value) = values[column] { value } else { nil } }
  func path(_ column: Int) -> Path { Path(bytes: blob(column) ?? []) }
}

/// A connection, used by one owner at a time.
final class Database {
  private let handle: OpaquePointer

  init(path: Path) throws(LedgerError) {
    var opened: OpaquePointer?
    // Only the last component may not be a link; SQLite's flag would refuse one anywhere in the path.
    let path =
      path == Ledger.inMemory
      ? path : ((try? Files.resolved(path.parent)) ?? path.parent).appending(path.name)
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX
    let result = path.withCString { sqlite3_open_v2($0, &opened, flags, nil) }
    guard let handle = opened else { throw LedgerError(step: "open '\(path)'", message: "out of memory") }
    self.handle = handle
    if result != SQLITE_OK { throw failure("open '\(path)'") }
    sqlite3_busy_timeout(handle, 10_000)
    try run("PRAGMA journal_mode = WAL")
    try run("PRAGMA synchronous = FULL")
    try run("PRAGMA foreign_keys = ON")
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs a statement and collects its rows.
  @discardableResult
  func run(_ sql: String, _ values: [Value] = []) throws(LedgerError) -> [Row] {
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &prepared, nil) == SQLITE_OK, let statement = prepared else {
      throw failure(sql)
    }
    defer { sqlite3_finalize(statement) }
    for (index, value) in values.enumerated()
    where bind(value, to: statement, at: CInt(index + 1)) != SQLITE_OK {
      throw failure(sql)
    }
    var rows: [Row] = []
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW:
        rows.append(Row(values: (0..<sqlite3_column_count(statement)).map { column(statement, $0) }))
      case SQLITE_DONE: return rows
      default: throw failure(sql)
      }
    }
  }

  /// Runs `body` wholly or not at all.
  func transaction<R>(_ body: () throws(LedgerError) -> R) throws(LedgerError) -> R {
    try run("BEGIN IMMEDIATE")
    do throws(LedgerError) {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      _ = try? run("ROLLBACK")
      throw error
    }
  }

  var lastID: Int64 { sqlite3_last_insert_rowid(handle) }

  private func bind(_ value: Value, to statement: OpaquePointer, at index: CInt) -> CInt {
    // SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
    let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    return switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let value): sqlite3_bind_int64(statement, index, value)
    case .text(let value): sqlite3_bind_text(statement, index, value, -1, copies)
    case .blob(let value):
      value.isEmpty
        ? sqlite3_bind_zeroblob(statement, index, 0)
        : sqlite3_bind_blob(statement, index, value, CInt(value.count), copies)
    }
  }

  private func column(_ statement: OpaquePointer, _ index: CInt) -> Value {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
    case SQLITE_TEXT: return .text(sqlite3_column_text(statement, index).map { String(cString: $0) } ?? "")
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(statement, index))
      guard count > 0, let bytes = sqlite3_column_blob(statement, index) else { return .blob([]) }
      return .blob([UInt8](UnsafeRawBufferPointer(start: bytes, count: count)))
    default: return .null
    }
  }

  private func failure(_ step: String) -> LedgerError {
    LedgerError(step: String(step.prefix(80)), message: String(cString: sqlite3_errmsg(handle)))
  }
}
