import API
import Platform

extension Ledger {
  /// The sums of the kept originals.
  public func kept() throws -> KeptView {
    // total() cannot overflow, and the cast keeps to the largest integer (sqlite.org/lang_expr.html, "CAST").
    let row = try database.run(
      """
      SELECT count(*), CAST(total(original_size) AS INTEGER), count(*) FILTER (WHERE delete_after IS NULL),
      CAST(total(original_size) FILTER (WHERE delete_after IS NULL) AS INTEGER), min(delete_after), max(delete_after)
      FROM originals
      """
    ).first
    return KeptView(
      files: Int(row?.integer(0) ?? 0), bytes: row?.integer(1) ?? 0, stayingFiles: Int(row?.integer(2) ?? 0),
      stayingBytes: row?.integer(3) ?? 0, nextAt: row?.integer(4).map { Timestamp.iso8601(seconds: $0) },
      lastAt: row?.integer(5).map { Timestamp.iso8601(seconds: $0) })
  }
}
