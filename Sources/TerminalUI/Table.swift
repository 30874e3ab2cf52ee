import Platform

/// Rows in columns that line up, made to fit a terminal (`TableLayout`).
public struct Table: Sendable {
  /// A column's heading, its side, and what may be done to make it fit.
  public struct Column: Sendable {
    /// The kind of a column's content, which says how it becomes narrower.
    public enum Kind: Sendable {
      /// Words and numbers of our own: never cut.
      case word
      /// Text that loses its middle.
      case text
      /// A path: shown below its root, then with fewer directories, then with the middle of its name left out.
      case path
      /// Sentences, in the last column: below their row where they do not fit beside it.
      case prose
    }

    let title: String
    let kind: Kind
    let alignRight: Bool
    /// Whether a narrow terminal does without it.
    let isExtra: Bool

    /// A column.
    public init(_ title: String, _ kind: Kind = .word, alignRight: Bool = false, isExtra: Bool = false) {
      (self.title, self.kind, self.alignRight, self.isExtra) = (title, kind, alignRight, isExtra)
    }
  }

  /// One text for each column, and lines below that are never broken: what a person may want to copy.
  struct Row: Sendable {
    var cells: [String]
    var below: [String]
  }

  let columns: [Column]
  let roots: [String]
  private(set) var rows: [Row] = []

  /// An empty table; its paths may be shown below these directories.
  public init(_ columns: [Column], roots: [Path] = []) {
    self.columns = columns
    self.roots = roots.map(\.display).sorted { $0.utf8.count > $1.utf8.count }
  }

  /// Whether it has no rows.
  public var isEmpty: Bool { rows.isEmpty }

  /// Adds a row, one text for each column, and lines that go below it.
  public mutating func add(_ cells: [String], below: [String] = []) {
    rows.append(Row(cells: cells.map(\.visible), below: below.map(\.visible)))
  }

  /// The lines, heading first, of at most `width` columns where that can be had; without a width, as wide as need be.
  public func lines(width: Int? = nil) -> [String] {
    TableLayout(self, width: width).lines(of: self)
  }

  /// A path as it is seen from the directory that has its root: `films/A Film.mkv` for `/media/films/A Film.mkv`.
  func short(_ path: String) -> String {
    let root = roots.first { root in
      path.hasPrefix(root.hasSuffix("/") ? root : root + "/")
    }
    guard let root, let slash = root.dropLast().lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }
}
