internal import Platform

extension ConfigDecoder {
  /// More libraries than this are a mistake, or somebody's joke.
  static let mostLibraries = 1000

  /// Reads the libraries of a file, each from the flat settings and its own, and checks them together.
  mutating func libraries(of top: [TOMLEntry], flat: ConfigBuilder) -> [ConfigBuilder] {
    var drafts: [ConfigBuilder] = []
    if let first = flat.libraryRoots.first {
      var draft = flat
      draft.name = Located(value: "default", position: first.position)
      draft.roots = flat.libraryRoots
      drafts.append(draft)
    }
    check(flat, library: nil)
    for table in libraryTables(of: top) { drafts.append(library(table, flat: flat)) }
    checkNames(drafts)
    for draft in drafts { checkRoots(draft) }
    return drafts
  }

  private mutating func library(_ table: TOMLValue, flat: ConfigBuilder) -> ConfigBuilder {
    guard case .table(let entries) = table.content else { return ConfigBuilder() }
    var draft = flat
    draft.libraryRoots = []
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
    if draft.settings.rules != flat.settings.rules { check(draft, library: draft.name?.value) }
    checkRecipe(draft)
    checkDelivery(draft)
    return draft
  }

  /// The `[[library]]` tables; anything else with that name is noted.
  private mutating func libraryTables(of top: [TOMLEntry]) -> [TOMLValue] {
    guard let entry = top.first(where: { $0.key == Self.library }) else { return [] }
    let hint = "start each library with a line [[library]], with two brackets"
    guard case .array(let elements) = entry.value.content else {
      let section = Self.onlySection(of: entry.value)
      note(
        entry.position, Self.library,
        section.map { "[library.\($0)] stands before any [[library]]; move it below the one it is for" }
          ?? "'library' is \(entry.value.inWords); \(hint)")
      return []
    }
    if elements.count > Self.mostLibraries {
      note(
        entry.position, Self.library,
        "there are \(elements.count) libraries and at most \(Self.mostLibraries) are read; join some")
      return []
    }
    return elements.filter { element in
      if case .table = element.content { return true }
      note(element.position, Self.library, "'library' holds \(element.inWords); \(hint)")
      return false
    }
  }

  /// The section that alone makes up a table, as when [library.load] stands before any [[library]].
  private static func onlySection(of value: TOMLValue) -> String? {
    guard case .table(let entries) = value.content else { return nil }
    let isSection = entries.allSatisfy { ConfigKey.librarySections.contains($0.key) }
    return isSection ? entries.min { $0.position < $1.position }?.key : nil
  }
}
