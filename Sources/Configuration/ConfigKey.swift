/// A key of the config file: where it may stand, what it means, and how it is read and written.
///
/// The table of all of them is `all`; unknown-key errors, reading, `config show`, and the test of the
/// reference `config.toml` all go by it, so a new key is one more row.
public struct ConfigKey: Sendable {
  /// The key as it is written.
  public let name: String
  /// The section that it stands in, if any.
  public let section: String?
  /// Where the key may stand; a rule stands at the top for all libraries and in a library for that one.
  public let places: [Place]
  /// The key's purpose, in one sentence.
  public let summary: String
  /// The key that has taken the place of this one.
  public let successor: String?
  /// The behaviour of this version in place of the one that the key asks for; nil when it does what the key says.
  let later: UnsupportedKey?
  /// Checks a value and puts it in the draft, or notes a problem.
  let read: @Sendable (TOMLValue, inout ConfigBuilder, inout ConfigDecoder) -> Void
  /// The value in a draft, as the file would say it; nil when no text can.
  let write: @Sendable (ConfigBuilder) -> TOMLValue.Content?

  /// The part of a draft that a key sets.
  typealias Target<Value> = any WritableKeyPath<ConfigBuilder, Value> & Sendable

  private init<Value: Sendable & Equatable>(
    _ name: String, _ section: String?, _ places: [Place], _ target: Target<Value>, _ decode: Decode<Value>,
    _ summary: String, successor: String? = nil, _ lacking: Lacking<Value>?
  ) {
    (self.name, self.section, self.places) = (name, section, places)
    (self.summary, self.successor) = (summary, successor)
    later = lacking.map { UnsupportedKey($0, target) }
    read = { value, draft, reading in
      if let decoded = decode.read(value, &reading) { draft[keyPath: target] = decoded }
    }
    write = { decode.write($0[keyPath: target]) }
  }

  /// A key for the whole of Condense: at the top, or in a section.
  static func global<Value: Sendable & Equatable>(
    _ name: String, in section: String? = nil, _ target: Target<Value>, _ decode: Decode<Value>,
    _ summary: String, later: Lacking<Value>? = nil
  ) -> ConfigKey {
    ConfigKey(name, section, [section.map(Place.section) ?? .top], target, decode, summary, later)
  }

  /// A key for every library that a library may override, in the same section when it has one.
  static func rule<Value: Sendable & Equatable>(
    _ name: String, in section: String? = nil, _ target: Target<Value>, _ decode: Decode<Value>,
    _ summary: String, successor: String? = nil, later: Lacking<Value>? = nil
  ) -> ConfigKey {
    let places = section.map { [Place.section($0), .librarySection($0)] } ?? [.top, .library]
    return ConfigKey(name, section, places, target, decode, summary, successor: successor, later)
  }

  /// A key that only a library has, at its beginning or in a section of it.
  static func library<Value: Sendable & Equatable>(
    _ name: String, in section: String? = nil, _ target: Target<Value>, _ decode: Decode<Value>,
    _ summary: String, later: Lacking<Value>? = nil
  ) -> ConfigKey {
    ConfigKey(name, section, [section.map(Place.librarySection) ?? .library], target, decode, summary, later)
  }

  /// The key with its section, unlike any other: `load.min_free_space_gb`.
  var id: String { section.map { "\($0).\(name)" } ?? name }
}
