import Platform

extension ConfigDecoder {
  /// Notes a key that does not exist here, with the key that was probably meant.
  mutating func unknown(_ entry: TOMLEntry, at place: ConfigKey.Place) {
    note(entry.position, place.qualified(entry.key), message(for: entry, at: place))
  }

  private func message(for entry: TOMLEntry, at place: ConfigKey.Place) -> String {
    let name = quoted(entry.key)
    if let missing = Self.notYet[entry.key] { return missing }
    if ConfigKey.librarySections.contains(entry.key), place == .top {
      return "\(name) belongs to a library; write [library.\(entry.key)] below its [[library]]"
    }
    if ConfigKey.sections.contains(entry.key) {
      return "\(name) is not a key; a section [\(entry.key)] stands on its own"
        + (ConfigKey.librarySections.contains(entry.key)
          ? ", or as [library.\(entry.key)] below a [[library]]" : " and holds for all libraries")
    }
    let known = ConfigKey.all.filter { $0.name == entry.key }.flatMap(\.places)
    if !known.isEmpty {
      return "\(name) belongs \(Self.inWords(known, from: place)), not \(Self.here(place))"
        + Self.moveHint(place)
    }
    if Self.isSection(entry.value), place == .top || place == .library {
      return unknownSection(entry.key, at: place)
    }
    return "unknown key \(name)" + Self.hint(Self.suggestion(for: entry.key, at: place))
  }

  /// The tables that the design has and this version does not.
  private static let notYet = [
    "notify": "this version sends no notifications; remove [[notify]]",
    "media_server": "this version knows no media servers; remove [[media_server]]",
  ]

  /// Where a key may stand, without what is far from `place` when something is near.
  private static func inWords(_ places: [ConfigKey.Place], from place: ConfigKey.Place) -> String {
    let near = places.filter { candidate in
      switch candidate {
      case .top, .library: true
      case .section: !place.isInLibrary
      case .librarySection: place.isInLibrary
      }
    }
    var names: [String] = []
    for name in (near.isEmpty ? places : near).map(\.description) where !names.contains(name) {
      names.append(name)
    }
    return alternatives(names)
  }

  /// Advice for a key that stands too far down: most people do not know that a section of TOML ends only at
  /// the next one.
  private static func moveHint(_ place: ConfigKey.Place) -> String {
    switch place {
    case .top, .library: ""
    case .section, .librarySection:
      "; all that follows a line \(place.header) is part of it, so move this up"
    }
  }

  private func unknownSection(_ name: String, at place: ConfigKey.Place) -> String {
    let known = place.isInLibrary ? ConfigKey.librarySections : ConfigKey.sections + [Self.library]
    let header = EditDistance.nearest(to: name, in: known).map { near in
      if place.isInLibrary { return "'[library.\(near)]'" }
      return near == Self.library ? "'[[library]]'" : "'[\(near)]'"
    }
    return "unknown section \(quoted(name))" + Self.hint(header)
  }

  /// The nearest key of the same place, or else of another place, with that place's name.
  private static func suggestion(for name: String, at place: ConfigKey.Place) -> String? {
    let here = ConfigKey.all.filter { $0.places.contains(place) }
    if let near = EditDistance.nearest(to: name, in: here.map(\.name)) { return "'\(near)'" }
    guard let near = EditDistance.nearest(to: name, in: ConfigKey.all.map(\.name)) else { return nil }
    let places = ConfigKey.all.filter { $0.name == near }.flatMap(\.places)
    return "'\(near)' \(inWords(places, from: place))"
  }

  private static func hint(_ suggestion: String?) -> String {
    suggestion.map { "; did you mean \($0)?" } ?? "; remove it, or see the reference config.toml for the keys"
  }

  private static func here(_ place: ConfigKey.Place) -> String {
    place == .top ? "at the top of the file" : place.description
  }

  /// Whether the value was written as `[name]` or `[[name]]`, as far as one can tell.
  private static func isSection(_ value: TOMLValue) -> Bool {
    switch value.content {
    case .table: true
    case .array(let elements): elements.contains { if case .table = $0.content { true } else { false } }
    case .string, .integer, .float, .boolean, .date: false
    }
  }
}
