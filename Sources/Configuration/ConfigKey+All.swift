extension ConfigKey {
  /// Every key there is, in the order of the reference `config.toml`, which uses the same sentences.
  public static let all: [ConfigKey] =
    roots + picking + encoding + beside + pace + places + sectioned + library

  private static let roots: [ConfigKey] = [
    .global(
      "library_roots", \.libraryRoots, .list(of: .located(.path)),
      "Directories to keep small, as one library named \"default\" that follows the rules below.")
  ]

  private static let sectioned: [ConfigKey] = machine + timing + proof + tools + network

  /// The names of the sections for all libraries, in order.
  static let sections: [String] = names { if case .section(let name) = $0 { name } else { nil } }

  /// The names of the sections of a library, in order.
  static let librarySections: [String] = names {
    if case .librarySection(let name) = $0 { name } else { nil }
  }

  private static func names(_ name: (Place) -> String?) -> [String] {
    all.flatMap(\.places).compactMap(name).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
