import Platform

extension Reading {
  /// Notes a key that does not exist here, with the key that was probably meant.
  mutating func unknown(_ entry: TOMLEntry, at place: ConfigKey.Place) {
    note(entry.position, place.qualified(entry.key), message(for: entry, at: place))
  }

  private func message(for entry: TOMLEntry, at place: ConfigKey.Place) -> String {
    let name = quoted(entry.key)
    if place != .top, ConfigKey.sections.contains(entry.key) {
      return "\(name) is not a key; a section [\(entry.key)] stands on its own and holds for all libraries"
    }
    if let key = ConfigKey.all.first(where: { $0.name == entry.key }) {
      return "\(name) belongs \(alternatives(key.places.map(\.description))), not \(Self.here(place))"
    }
    if place == .top, Self.isSection(entry.value) { return unknownSection(entry.key) }
    return "unknown key \(name)" + Self.hint(Self.suggestion(for: entry.key, at: place))
  }

  private func unknownSection(_ name: String) -> String {
    let near = EditDistance.nearest(to: name, in: ConfigKey.sections + [Self.library])
    let header = near.map { $0 == Self.library ? "'[[library]]'" : "'[\($0)]'" }
    return "unknown section \(quoted(name))" + Self.hint(header)
  }

  /// The nearest key of the same place, or else of another place, with that place's name.
  private static func suggestion(for name: String, at place: ConfigKey.Place) -> String? {
    let here = ConfigKey.all.filter { $0.places.contains(place) }
    if let near = EditDistance.nearest(to: name, in: here.map(\.name)) { return "'\(near)'" }
    guard let near = EditDistance.nearest(to: name, in: ConfigKey.all.map(\.name)),
      let key = ConfigKey.all.first(where: { $0.name == near })
    else { return nil }
    return "'\(near)' \(alternatives(key.places.map(\.description)))"
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
