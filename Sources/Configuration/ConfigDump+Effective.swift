extension ConfigDump {
  /// Every key with the value in force, for the whole and for each library; loading it gives an equal config.
  public init(effective config: Config) {
    var flat = ConfigBuilder(config.settings)
    flat.libraryRoots = config.libraryRoots.map { Located(value: $0, position: .none) }
    (flat.stateDir, flat.jobStateDir) = (config.stateDir, config.jobStateDir)
    (flat.tempOutputDir, flat.writeJobJSON) = (config.tempOutputDir, config.writeJobJSON)
    (flat.logFile, flat.tools, flat.http) = (config.logFile, config.tools, config.http)
    var entries = Self.entries(of: flat, top: .top, sections: ConfigKey.sections, ConfigKey.Place.section)
    let drafts = config.libraries.dropFirst(config.libraryRoots.isEmpty ? 0 : 1).map { library in
      var draft = ConfigBuilder(library.settings)
      draft.name = Located(value: library.name, position: .none)
      draft.roots = library.roots.map { Located(value: $0, position: .none) }
      (draft.recipe, draft.deliver) = (library.recipe, library.deliver)
      return draft
    }
    let libraries = drafts.map { draft in
      TOMLValue(
        content: .table(
          Self.entries(
            of: draft, top: .library, sections: ConfigKey.librarySections, ConfigKey.Place.librarySection)))
    }
    if !libraries.isEmpty { entries.append(Self.entry(ConfigDecoder.library, .array(libraries))) }
    self.init(ordered: entries, omitted: Self.unwritable(flat) + drafts.flatMap(Self.unwritable))
  }

  private static func entries(
    of draft: ConfigBuilder, top: ConfigKey.Place, sections: [String], _ section: (String) -> ConfigKey.Place
  ) -> [TOMLEntry] {
    keys(of: draft, at: top)
      + sections.map { entry($0, .table(keys(of: draft, at: section($0)))) }
  }

  /// The keys of a place, what only a library has before what all have.
  private static func keys(of draft: ConfigBuilder, at place: ConfigKey.Place) -> [TOMLEntry] {
    let keys = ConfigKey.all.filter { $0.places.contains(place) && $0.successor == nil }
    return (keys.filter { $0.places.count == 1 } + keys.filter { $0.places.count > 1 }).compactMap { key in
      key.write(draft).map { entry(key.name, $0) }
    }
  }

  private static func unwritable(_ draft: ConfigBuilder) -> [String] {
    let isLibrary = draft.name != nil
    return ConfigKey.all.filter { key in
      key.places.contains { $0.isInLibrary == isLibrary } && key.successor == nil && key.write(draft) == nil
    }.map(\.id)
  }

  private static func entry(_ key: String, _ content: TOMLValue.Content) -> TOMLEntry {
    TOMLEntry(key: key, position: .none, value: TOMLValue(content: content))
  }
}

extension ConfigBuilder {
  /// A draft in which nothing is left to defaults.
  fileprivate init(_ settings: Settings) {
    self.settings = settings
    (minBytes, extensions) = (settings.rules.minBytes, settings.rules.extensions)
  }
}
