/// A key of the config file: where it may stand, what it means, and how it is read.
///
/// The table of all of them is in `ConfigKey+All.swift`; unknown-key errors, reading, and the test of the
/// reference `config.toml` all go by it, so a new key is one more row.
public struct ConfigKey: Sendable {
  /// The key as it is written.
  public let name: String
  /// Where the key may stand; a rule stands at the top for all libraries and in a library for that one.
  public let places: [Place]
  /// What the key is for, in one sentence.
  public let summary: String
  /// Checks a value and puts it in the draft, or notes a problem.
  let read: @Sendable (TOMLValue, inout Draft, inout Reading) -> Void

  /// A part of the file that keys stand in.
  public enum Place: Hashable, Sendable {
    /// Before the first section.
    case top
    /// In a `[[library]]`.
    case library
    /// In the section with this name.
    case section(String)
  }

  /// The part of a draft that a key sets.
  typealias Target<Value> = any WritableKeyPath<Draft, Value> & Sendable

  private init<Value: Sendable>(
    _ name: String, _ places: [Place], _ target: Target<Value>,
    _ decode: Decode<Value>, _ summary: String
  ) {
    self.name = name
    self.places = places
    self.summary = summary
    read = { value, draft, reading in
      if let decoded = decode.read(value, &reading) { draft[keyPath: target] = decoded }
    }
  }

  /// A key for the whole of Condense: at the top, or in a section.
  static func global<Value: Sendable>(
    _ name: String, in section: String? = nil, _ target: Target<Value>,
    _ decode: Decode<Value>, _ summary: String
  ) -> ConfigKey {
    ConfigKey(name, [section.map(Place.section) ?? .top], target, decode, summary)
  }

  /// A key for every library that a library may override.
  static func rule<Value: Sendable>(
    _ name: String, _ target: Target<Value>, _ decode: Decode<Value>,
    _ summary: String
  ) -> ConfigKey {
    ConfigKey(name, [.top, .library], target, decode, summary)
  }

  /// A key that only a library has.
  static func library<Value: Sendable>(
    _ name: String, _ target: Target<Value>, _ decode: Decode<Value>,
    _ summary: String
  ) -> ConfigKey {
    ConfigKey(name, [.library], target, decode, summary)
  }
}

extension ConfigKey.Place: CustomStringConvertible {
  /// The place in words that follow "belongs".
  public var description: String {
    switch self {
    case .top: "at the top of the file, before the first [section]"
    case .library: "in a [[library]]"
    case .section(let name): "in [\(name)]"
    }
  }

  /// The key with its section, as a problem names it.
  func qualified(_ key: String) -> String {
    switch self {
    case .top: key
    case .library: "library.\(key)"
    case .section(let name): "\(name).\(key)"
    }
  }
}
