internal import Platform

extension Reading {
  /// Notes roots that one library lists twice, and roots inside others of the same library.
  mutating func checkRoots(_ library: Draft) {
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

  /// A notice for every two roots of different libraries of which one holds the other.
  func overlaps(_ libraries: [Draft]) -> [Problem] {
    var owners: [Path: [Int]] = [:]
    for (index, library) in libraries.enumerated() {
      for root in library.roots { owners[root.value, default: []].append(index) }
    }
    func name(_ index: Int) -> String { quoted(libraries[index].name?.value ?? "") }
    return libraries.enumerated().flatMap { index, library in
      library.roots.flatMap { root in
        ([root.value] + root.value.ancestors).flatMap { outer in
          (owners[outer] ?? []).filter { $0 < index || ($0 > index && outer != root.value) }.map { other in
            let relation =
              outer == root.value ? "also a root of" : "inside \(quoted(outer.display)) of"
            return Problem(
              file: file, line: root.position.line, column: root.position.column, key: "roots",
              message:
                "the root \(quoted(root.value.display)) of library \(name(index)) is \(relation) library "
                + "\(name(other)): files that both would take belong to \(name(min(index, other))), the first"
            )
          }
        }
      }
    }
  }
}

extension Path {
  /// The directories that hold this one, the nearest first.
  fileprivate var ancestors: [Path] {
    sequence(first: self) { $0 == Path("/") ? nil : $0.parent }.dropFirst().map { $0 }
  }
}
