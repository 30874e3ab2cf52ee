internal import Platform

extension ConfigDecoder {
  /// Notes roots that one library lists twice, and roots inside others of the same library.
  mutating func checkRoots(_ library: ConfigBuilder) {
    var seen: [Path: Position] = [:]
    for root in library.roots where seen[root.value] == nil { seen[root.value] = root.position }
    for root in library.roots {
      let name = quoted(root.value.display)
      if let first = seen[root.value], first != root.position {
        note(
          root.position, "roots", "the root \(name) is already listed on line \(first.line); remove one")
      } else if let outer = root.value.ancestors.first(where: { seen[$0] != nil }) {
        let line = seen[outer].map { " on line \($0.line)" } ?? ""
        note(
          root.position, "roots",
          "the root \(name) is inside the root \(quoted(outer.display))\(line); list only one of them")
      }
    }
  }

  /// Notes roots inside directories of Condense's own, which are never looked into.
  mutating func checkRoots(_ libraries: [ConfigBuilder], outside own: [(key: String, path: Path)]) {
    for root in libraries.flatMap(\.roots) {
      guard let outer = own.first(where: { root.value.isWithin($0.path) }) else { continue }
      note(
        root.position, "roots",
        "the root \(quoted(root.value.display)) is inside \(outer.key) (\(quoted(outer.path.display))), where "
          + "Condense looks at nothing; choose another")
    }
  }

  /// A notice for every two roots of different libraries of which one holds the other, up to some number.
  func overlaps(_ libraries: [ConfigBuilder]) -> [Problem] {
    var owners: [Path: [Int]] = [:]
    for (index, library) in libraries.enumerated() {
      for root in library.roots { owners[root.value, default: []].append(index) }
    }
    var notices: [Problem] = []
    for (index, library) in libraries.enumerated() {
      for root in library.roots {
        for outer in [root.value] + root.value.ancestors {
          for other in owners[outer] ?? [] where outer == root.value ? other < index : other != index {
            if notices.count >= Self.mostProblems { return notices }
            notices.append(overlap(root, of: index, outer, of: other, libraries))
          }
        }
      }
    }
    return notices
  }

  private func overlap(
    _ root: Located<Path>, of index: Int, _ outer: Path, of other: Int, _ libraries: [ConfigBuilder]
  ) -> Problem {
    func name(_ index: Int) -> String { quoted(libraries[index].name?.value ?? "") }
    let relation = outer == root.value ? "also a root of" : "inside \(quoted(outer.display)) of"
    return Problem(
      file: file, line: root.position.line, column: root.position.column, key: "roots",
      message: "the root \(quoted(root.value.display)) of library \(name(index)) is \(relation) library "
        + "\(name(other)): files that both would take belong to \(name(min(index, other))), the first")
  }
}

extension Path {
  /// The directories that hold this one, the nearest first.
  fileprivate var ancestors: [Path] {
    sequence(first: self) { $0 == Path("/") ? nil : $0.parent }.dropFirst().map { $0 }
  }
}
