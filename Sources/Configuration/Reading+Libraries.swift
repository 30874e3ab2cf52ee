internal import Platform

extension Reading {
  /// Makes the libraries of a file, each from the flat settings and its own, and checks them together.
  mutating func libraries(of top: [TOMLEntry], flat: Draft) -> [Library] {
    var drafts: [Draft] = []
    if let first = flat.libraryRoots.first {
      var draft = flat
      draft.name = Located(value: "default", position: first.position)
      draft.roots = flat.libraryRoots
      drafts.append(draft)
    }
    checkCombinations(flat.rules, tables: [top], library: nil)
    for table in libraryTables(of: top) {
      drafts.append(library(table, top: top, flat: flat))
    }
    checkNames(drafts)
    checkRoots(drafts)
    return drafts.map {
      Library(name: $0.name?.value ?? "", roots: $0.roots.map(\.value), rules: $0.rules)
    }
  }

  private mutating func library(_ table: TOMLValue, top: [TOMLEntry], flat: Draft) -> Draft {
    guard case .table(let entries) = table.content else { return Draft() }
    var draft = Draft()
    draft.rules = flat.rules
    read(entries, at: .library, into: &draft)
    if !entries.contains(where: { $0.key == "name" }) {
      note(table.position, "library.name", "the library has no name; add a line such as name = \"films\"")
    }
    if !entries.contains(where: { $0.key == "roots" }) {
      let name = draft.name.map { quoted($0.value) + " " } ?? ""
      note(
        table.position, "library.roots",
        "the library \(name)has no roots; add a line such as roots = [\"/media/films\"]")
    }
    if draft.rules != flat.rules {
      checkCombinations(draft.rules, tables: [entries, top], library: draft.name?.value)
    }
    return draft
  }

  /// The `[[library]]` tables; anything else with that name is noted.
  private mutating func libraryTables(of top: [TOMLEntry]) -> [TOMLValue] {
    guard let entry = top.first(where: { $0.key == Self.library }) else { return [] }
    let hint = "start each library with a line [[library]], with two brackets"
    guard case .array(let elements) = entry.value.content else {
      note(entry.position, Self.library, "'library' is \(entry.value.inWords); \(hint)")
      return []
    }
    return elements.filter { element in
      if case .table = element.content { return true }
      note(element.position, Self.library, "'library' holds \(element.inWords); \(hint)")
      return false
    }
  }
}
