/// How a table fits a width: what gives way first is what is missed least.
///
/// In this order: sentences go below their rows, paths are shown below their roots, paths and texts lose what is in their
/// middle, columns that are extra are left out.
struct TableLayout {
  private static let gap = 2
  /// The width that a path or a text keeps at least as long as there is another way.
  private static let fair = 24, least = 10

  private var shown: [Int]
  private var widths: [Int]
  private var showsProse = true, isShort = false
  private let width: Int?

  init(_ table: Table, width: Int?) {
    (shown, widths, self.width) = (Array(table.columns.indices), [], width)
    measure(table)
    if fits { return }
    isShort = true
    measure(table)
    if fits { return }
    if table.columns.contains(where: { $0.kind == .prose }) {
      (showsProse, isShort) = (false, false)
      shown.removeAll { table.columns[$0].kind == .prose }
      measure(table)
      if fits { return }
      isShort = true
      measure(table)
    }
    shrink(table, to: Self.fair)
    while !fits, let extra = shown.last(where: { table.columns[$0].isExtra }) {
      shown.removeAll { $0 == extra }
      measure(table)
      shrink(table, to: Self.fair)
    }
    shrink(table, to: Self.least)
  }

  private var fits: Bool { width.map { total <= $0 } ?? true }
  private var total: Int { shown.reduce(0) { $0 + widths[$1] } + Self.gap * max(0, shown.count - 1) }

  private mutating func measure(_ table: Table) {
    widths = table.columns.indices.map { index in
      table.rows.reduce(TextWidth.of(table.columns[index].title)) {
        max($0, TextWidth.of(text($1, index, table)))
      }
    }
  }

  /// Takes from the widest of the columns that may be cut until all fit or none is wider than `least`.
  private mutating func shrink(_ table: Table, to least: Int) {
    guard let width else { return }
    while total > width {
      let cut = shown.filter { [.text, .path].contains(table.columns[$0].kind) && widths[$0] > least }
      guard let widest = cut.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }

  private func text(_ row: Table.Row, _ index: Int, _ table: Table) -> String {
    let text = index < row.cells.count ? row.cells[index] : ""
    return isShort && table.columns[index].kind == .path ? table.short(text) : text
  }

  func lines(of table: Table) -> [String] {
    [line(table.columns.map(\.title), table)] + table.rows.flatMap { lines(of: $0, table) + $0.below }
  }

  private func lines(of row: Table.Row, _ table: Table) -> [String] {
    let cells = line(table.columns.indices.map { cell(row, $0, table) }, table)
    guard !showsProse, let width,
      let prose = table.columns.indices.last(where: { table.columns[$0].kind == .prose }).map({
        row.cells[$0]
      }),
      !prose.isEmpty
    else { return [cells] }
    // A sentence that is short enough stays in the row.
    return total + Self.gap + TextWidth.of(prose) <= width
      ? [TextWidth.pad(cells, to: total + Self.gap, atStart: false) + prose]
      : [cells] + Prose.lines(prose, after: "    ", width: width)
  }

  private func cell(_ row: Table.Row, _ index: Int, _ table: Table) -> String {
    let text = text(row, index, table)
    return switch table.columns[index].kind {
    case .word, .prose: text
    case .text: TextWidth.shorten(text, to: widths[index])
    case .path: TextWidth.shorten(path: text, to: widths[index])
    }
  }

  private func line(_ cells: [String], _ table: Table) -> String {
    let line = shown.map {
      TextWidth.pad(cells[$0], to: widths[$0], atStart: table.columns[$0].alignRight)
    }.joined(separator: String(repeating: " ", count: Self.gap))
    return String(line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)])
  }
}
