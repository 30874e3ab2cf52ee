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
  case double(Double)
  case text(String)
  case blob([UInt8])

  init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }
  init(_ value: Double?) { self = value.map { .double($0) } ?? .null }
  init(_ value: String?) { self = value.map { .text($0) } ?? .null }
  init(_ value: Path) { self = .blob(value.bytes) }
  /// Device and inode numbers use all 64 bits; SQLite's integers are signed.
  init(bits value: UInt64) { self = .integer(Int64(bitPattern: value)) }
}

/// The names of a statement's columns and where they stand.
final class Columns: Sendable {
  private let numbers: [String: Int]

  init(_ statement: OpaquePointer) {
    let names = (0..<sqlite3_column_count(statement)).map { column in
      sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
    }
    numbers = Dictionary(zip(names, names.indices)) { first, _ in first }
  }

  subscript(_ name: String) -> Int? {
    assert(numbers[name] != nil, "no column is called '\(name)'")
    return numbers[name]
  }
}

/// One row of an answer, column by column.
struct Row {
  let columns: Columns
  let values: [Value]

  func integer(_ name: String) -> Int64? { columns[name].flatMap { integer($0) } }
  func double(_ name: String) -> Double? {
    guard let column = columns[name], case .double(let value) = values[column] else { return nil }
    return value
  }
  func text(_ name: String) -> String? { columns[name].flatMap { text($0) } }
  func blob(_ name: String) -> [UInt8]? { columns[name].flatMap { blob($0) } }
  func path(_ name: String) -> Path { Path(bytes: blob(name) ?? []) }

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
  private var statements: [String: (handle: OpaquePointer, columns: Columns)] = [:]

  /// Opens a ledger to look at it, as whoever may read it, without leaving a trace.
  init(reading path: Path) throws(LedgerError) {
    // With no log beside it nobody is writing, and SQLite needs none of its own files to read it.
    let isQuiet = ((try? FileStatus.ifPresent(path.suffixed("-wal"))) ?? nil) == nil
    let name = "file:" + path.bytes.map(Self.escaped).joined() + (isQuiet ? "?immutable=1" : "")
    var opened: OpaquePointer?
    let result = sqlite3_open_v2(
      name, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nil)
    guard let handle = opened else { throw LedgerError(step: "open '\(path)'", message: "out of memory") }
    self.handle = handle
    if result != SQLITE_OK { throw failure("open '\(path)'") }
    sqlite3_busy_timeout(handle, 10_000)
  }

  private static func escaped(_ byte: UInt8) -> String {
    let plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./".utf8
    if plain.contains(byte) { return String(UnicodeScalar(byte)) }
    return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

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

  deinit {
    for statement in statements.values { sqlite3_finalize(statement.handle) }
    sqlite3_close_v2(handle)
  }

  /// Runs a statement and collects its rows.
  @discardableResult
  func run(_ sql: String, _ values: [Value] = []) throws(LedgerError) -> [Row] {
    var rows: [Row] = []
    let columns = try prepared(sql).columns
    try each(sql, values) { cursor in
      rows.append(Row(columns: columns, values: (0..<cursor.count).map { cursor.value($0) }))
    }
    return rows
  }

  /// Runs a statement and shows its rows one by one, without a copy; each is gone when `body` returns.
  func each(_ sql: String, _ values: [Value] = [], _ body: (Cursor) -> Void) throws(LedgerError) {
    let statement = try prepared(sql).handle
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated()
    where bind(value, to: statement, at: CInt(index + 1)) != SQLITE_OK {
      throw failure(sql)
    }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: body(Cursor(statement: statement))
      case SQLITE_DONE: return
      default: throw failure(sql)
      }
    }
  }

  /// Statements are the same few texts over and over: each is compiled once.
  private func prepared(_ sql: String) throws(LedgerError) -> (handle: OpaquePointer, columns: Columns) {
    if let known = statements[sql] { return known }
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &prepared, nil) == SQLITE_OK, let prepared else {
      throw failure(sql)
    }
    let statement = (handle: prepared, columns: Columns(prepared))
    statements[sql] = statement
    return statement
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
    case .double(let value): sqlite3_bind_double(statement, index, value)
    case .text(let value): sqlite3_bind_text(statement, index, value, -1, copies)
    case .blob(let value):
      value.isEmpty
        ? sqlite3_bind_zeroblob(statement, index, 0)
        : sqlite3_bind_blob(statement, index, value, CInt(value.count), copies)
    }
  }

  private func failure(_ step: String) -> LedgerError {
    let cause = sqlite3_errcode(handle) & 0xff
    let advice =
      [SQLITE_IOERR, SQLITE_READONLY, SQLITE_FULL].contains(cause)
      ? "; see that the disk of state_dir can be written to and has room; what was under way goes on in the next run"
      : ""
    return LedgerError(
      step: String(step.prefix(80)), message: String(cString: sqlite3_errmsg(handle)) + advice)
  }
}
