/// How the rows of a table are counted in `counts`: columns of theirs, or nothing.
struct CountRule {
  let kind: String
  let state: String
  var library: String?
  var reason: String?
  var bytes: String?
  /// Which rows count; of one column.
  var condition: String?

  private func key(_ row: String) -> [(column: String, value: String)] {
    func text(_ column: String?) -> String { column.map { "coalesce(\(row).\($0), '')" } ?? "''" }
    return [
      ("kind", "'\(kind)'"), ("state", "\(row).\(state)"), ("library", text(library)),
      ("reason", text(reason)),
    ]
  }

  private func bytes(of row: String) -> String { bytes.map { "\(row).\($0)" } ?? "0" }
  private func counts(_ row: String) -> String { condition.map { "\(row).\($0)" } ?? "true" }

  /// Counts a row of a trigger, `NEW` or `OLD`.
  func enter(_ row: String) -> String {
    """
    INSERT INTO counts SELECT \(key(row).map(\.value).joined(separator: ", ")), 1, \(bytes(of: row))
    WHERE \(counts(row)) ON CONFLICT DO UPDATE SET files = files + 1, bytes = bytes + excluded.bytes;
    """
  }

  /// Takes a row of a trigger out again.
  func remove(_ row: String) -> String {
    """
    UPDATE counts SET files = files - 1, bytes = bytes - \(bytes(of: row))
    WHERE \(counts(row)) AND \(key(row).map { "\($0.column) = \($0.value)" }.joined(separator: " AND "));
    """
  }

  /// The triggers that keep the counts of a table; no other columns matter to them.
  func triggers(on table: String, columns: [String]) -> [String] {
    func all(_ row: String) -> String { columns.map { "\(row).\($0)" }.joined(separator: ", ") }
    return [
      "CREATE TRIGGER counts_of_new_\(table) AFTER INSERT ON \(table) BEGIN \(enter("NEW")) END",
      "CREATE TRIGGER counts_of_old_\(table) AFTER DELETE ON \(table) BEGIN \(remove("OLD")) END",
      """
      CREATE TRIGGER counts_of_\(table) AFTER UPDATE OF \(columns.joined(separator: ", ")) ON \(table)
      WHEN (\(all("OLD"))) IS NOT (\(all("NEW"))) BEGIN
        \(remove("OLD")) \(enter("NEW"))
      END
      """,
    ]
  }
}
