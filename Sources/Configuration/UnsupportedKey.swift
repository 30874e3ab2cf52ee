/// The behaviour of this version in place of the one that a key asks for.
struct UnsupportedKey: Sendable {
  /// The consequence of a key that asks for something that this version cannot do.
  enum Consequence: Sendable {
    /// A notice: what happens instead does no harm.
    case noted
    /// The library is not worked on: what would happen instead could do harm or break a promise.
    case blocks
  }

  let consequence: Consequence
  /// The behaviour in place of the one asked for, worded to follow "this version".
  let instead: String
  /// Whether a draft asks for something that this version does not do.
  let isAsked: @Sendable (ConfigBuilder) -> Bool

  init<Value: Equatable>(_ lacking: Lacking<Value>, _ target: ConfigKey.Target<Value>) {
    consequence = lacking.consequence
    instead = lacking.instead
    isAsked = { draft in
      let value = draft[keyPath: target]
      return value != ConfigBuilder()[keyPath: target] && !lacking.isDoneAnyway(value)
    }
  }

  /// The words for a person.
  func message(_ key: ConfigKey) -> String {
    switch consequence {
    case .noted: return "'\(key.name)' has no effect in this version, which \(instead)"
    case .blocks:
      return "'\(key.name)' does not work in this version, which \(instead); remove it if that is all right"
    }
  }
}

/// The mark of a row whose key this version reads and checks, and does not follow yet.
struct Lacking<Value: Sendable>: Sendable {
  let consequence: UnsupportedKey.Consequence
  let instead: String
  /// Whether a value that is not the default is what happens anyway.
  let isDoneAnyway: @Sendable (Value) -> Bool

  /// Setting the key gives a notice.
  static func noted(
    _ instead: String, unless isDoneAnyway: @escaping @Sendable (Value) -> Bool = { _ in false }
  ) -> Lacking {
    Lacking(consequence: .noted, instead: instead, isDoneAnyway: isDoneAnyway)
  }

  /// Setting the key keeps the library from being worked on.
  static func blocks(_ instead: String) -> Lacking {
    Lacking(consequence: .blocks, instead: instead, isDoneAnyway: { _ in false })
  }
}
