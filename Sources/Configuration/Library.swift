public import Platform

/// Some directories and what holds for the files below them.
@dynamicMemberLookup
public struct Library: Sendable, Equatable {
  /// The name that people see; unique, one line.
  public var name: String
  /// The directories, absolute; none is inside another of the same library.
  public var roots: [Path]
  /// The library's own settings, and those of the whole file where it has none; each is a member of the library.
  public var settings: Settings
  /// The kind of result that is made of the files.
  public var recipe: Recipe
  /// Where results go.
  public var deliver: Deliver
  /// The keys that this version cannot follow and must not ignore; while there are any, nothing is worked on.
  public var blockedBy: [Problem]

  /// A library from its parts.
  public init(name: String, roots: [Path], rules: Rules = Rules()) {
    self.init(name: name, roots: roots, settings: Settings(rules: rules))
  }

  /// A library from its parts.
  public init(
    name: String, roots: [Path], settings: Settings, recipe: Recipe = Recipe(), deliver: Deliver = Deliver(),
    blockedBy: [Problem] = []
  ) {
    (self.name, self.roots, self.settings) = (name, roots, settings)
    (self.recipe, self.deliver, self.blockedBy) = (recipe, deliver, blockedBy)
  }

  /// One of the settings.
  public subscript<Value>(dynamicMember path: WritableKeyPath<Settings, Value>) -> Value {
    get { settings[keyPath: path] }
    set { settings[keyPath: path] = newValue }
  }
}
