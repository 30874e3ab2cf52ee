/// What this version does instead of what a key asks for.
struct Later: Sendable {
  /// What comes of a key that asks for what this version cannot do.
  enum Consequence: Sendable {
    /// A notice: what happens instead does no harm.
    case noted
    /// The library is not worked on: what would happen instead could do harm or break a promise.
    case blocks
  }

  let consequence: Consequence
  /// What happens instead, to follow "this version".
  let instead: String
  /// Whether the key works for the whole of Condense, and only a library cannot have its own.
  let isOnlyInLibraries: Bool
  /// Whether the first draft asks for something that this version does not do; the second is the whole file's.
  let isAsked: @Sendable (Draft, Draft) -> Bool

  init<Value: Equatable>(_ lacking: Lacking<Value>, _ target: ConfigKey.Target<Value>) {
    consequence = lacking.consequence
    instead = lacking.instead
    isOnlyInLibraries = lacking.isOnlyInLibraries
    isAsked = { draft, flat in
      let value = draft[keyPath: target]
      let harmless = lacking.isOnlyInLibraries ? flat[keyPath: target] : Draft()[keyPath: target]
      return value != harmless && !lacking.isDoneAnyway(value)
    }
  }

  /// The words for a person.
  func message(_ key: ConfigKey) -> String {
    let place = isOnlyInLibraries ? "in a library of this version" : "in this version"
    switch consequence {
    case .noted: return "'\(key.name)' has no effect \(place), which \(instead)"
    case .blocks:
      return "'\(key.name)' does not work \(place), which \(instead); remove it if that is all right"
    }
  }
}

/// The mark of a row whose key this version reads and checks, and does not follow yet.
struct Lacking<Value: Sendable>: Sendable {
  let consequence: Later.Consequence
  let instead: String
  let isOnlyInLibraries: Bool
  /// Whether a value that is not the default is what happens anyway.
  let isDoneAnyway: @Sendable (Value) -> Bool

  /// Setting the key gives a notice.
  static func noted(
    _ instead: String, unless isDoneAnyway: @escaping @Sendable (Value) -> Bool = { _ in false },
    onlyInLibraries: Bool = false
  ) -> Lacking {
    Lacking(
      consequence: .noted, instead: instead, isOnlyInLibraries: onlyInLibraries, isDoneAnyway: isDoneAnyway)
  }

  /// Setting the key keeps the library from being worked on.
  static func blocks(_ instead: String, onlyInLibraries: Bool = false) -> Lacking {
    Lacking(
      consequence: .blocks, instead: instead, isOnlyInLibraries: onlyInLibraries, isDoneAnyway: { _ in false }
    )
  }
}
