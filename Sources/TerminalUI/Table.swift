/// Rows in columns that line up.
public struct Table: Sendable {
  /// A column's heading and side.
  public struct Column: Sendable {
    let title: String
    let alignRight: Bool
    let widest: Int
    let keepsEnd: Bool

    /// A column; texts longer than `widest` lose their middle, or their beginning when the end tells them apart.
    public init(_ title: String, alignRight: Bool = false, widest: Int = 60, keepsEnd: Bool = false) {
      (self.title, self.alignRight) = (title, alignRight)
      (self.widest, self.keepsEnd) = (widest, keepsEnd)
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  /// An empty table.
  public init(_ columns: [Column]) { self.columns = columns }

  /// Whether it has no rows.
  public var isEmpty: Bool { rows.isEmpty }

  /// Adds a row, one text for each column.
  public mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines, heading first.
  public var lines: [String] {
    let cells = ([columns.map(\.title)] + rows).map { row in
      zip(row, columns).map { text, column in
        column.keepsEnd ? Self.end(of: text, column.widest) : Self.shorten(text, to: column.widest)
      }
    }
    let widths = columns.indices.map { index in cells.map { $0[index].count }.max() ?? 0 }
    return cells.map { row in
      let padded = columns.indices.map { index in
        let space = String(repeating: " ", count: widths[index] - row[index].count)
        return columns[index].alignRight ? space + row[index] : row[index] + space
      }
      let line = padded.joined(separator: "  ")
      return String(line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)])
    }
  }

  private static func end(of text: String, _ width: Int) -> String {
    text.count <= width ? text : "…" + text.suffix(width - 1)
  }

  /// A text with its middle replaced, so that the beginning and a file's extension stay readable.
  static func shorten(_ text: String, to width: Int) -> String {
    if text.count <= width { return text }
    let tail = (width - 1) / 2
    return text.prefix(width - 1 - tail) + "…" + text.suffix(tail)
  }
}
