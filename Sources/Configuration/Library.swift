public import Platform

/// Some directories and the rules for the files below them.
public struct Library: Sendable, Equatable {
  /// The name that people see; unique, one line.
  public var name: String
  /// The directories, absolute; no root of any library is inside another.
  public var roots: [Path]
  /// What to do with the files.
  public var rules: Rules

  /// A library from its parts.
  public init(name: String, roots: [Path], rules: Rules = Rules()) {
    self.name = name
    self.roots = roots
    self.rules = rules
  }
}
