import CSQLite

/// The row that a statement has just come to, column by column.
struct Cursor {
  let statement: OpaquePointer

  var count: CInt { sqlite3_column_count(statement) }

  func value(_ index: CInt) -> Value {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: .integer(integer(index))
    case SQLITE_FLOAT: .double(sqlite3_column_double(statement, index))
    case SQLITE_TEXT: .text(text(index) ?? "")
    case SQLITE_BLOB: .blob(blob(index))
    default: .null
    }
  }

  func integer(_ index: CInt) -> Int64 { sqlite3_column_int64(statement, index) }
  func bits(_ index: CInt) -> UInt64 { UInt64(bitPattern: integer(index)) }
  func text(_ index: CInt) -> String? { sqlite3_column_text(statement, index).map { String(cString: $0) } }
  func blob(_ index: CInt) -> [UInt8] {
    let count = Int(sqlite3_column_bytes(statement, index))
    guard count > 0, let bytes = sqlite3_column_blob(statement, index) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
  }
}
