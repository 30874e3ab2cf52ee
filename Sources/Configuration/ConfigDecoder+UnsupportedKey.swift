extension ConfigDecoder {
  /// Returns the requests of a draft that this version cannot follow and that have this consequence.
  func lacking(_ consequence: UnsupportedKey.Consequence, _ draft: ConfigBuilder) -> [Problem] {
    ConfigKey.all.compactMap { key in
      guard let later = key.later, later.consequence == consequence, later.isAsked(draft),
        let position = draft.positions[key.id]
      else { return nil }
      let place = key.places.last { $0.isInLibrary == draft.own.contains(key.id) }
      return Problem(
        file: file, line: position.line, column: position.column,
        key: place?.qualified(key.name) ?? key.id, message: later.message(key))
    }
  }

  /// The notices of a file: keys without effect, each where it stands, and libraries that overlap.
  func notices(_ flat: ConfigBuilder, _ libraries: [ConfigBuilder]) -> [Problem] {
    let own = libraries.flatMap { draft in
      lacking(.noted, draft).filter { notice in
        draft.own.contains { draft.positions[$0] == Position(line: notice.line, column: notice.column) }
      }
    }
    return (lacking(.noted, flat) + own + overlaps(libraries))
      .sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }
}
