/// A set of names that is always written in the same order, so that equal values give equal bytes.
public struct SortedSet: Hashable, Sendable, Codable, ExpressibleByArrayLiteral {
  private var names: Set<String>

  /// The names of a sequence, once each.
  public init(_ names: some Sequence<String>) { self.names = Set(names) }

  /// The names of a literal.
  public init(arrayLiteral names: String...) { self.init(names) }

  /// Reads an array in any order.
  public init(from decoder: any Decoder) throws {
    names = Set(try decoder.singleValueContainer().decode([String].self))
  }

  /// Writes an array in order.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(sorted)
  }

  /// The names in order.
  public var sorted: [String] { names.sorted() }

  /// Whether there are none.
  public var isEmpty: Bool { names.isEmpty }

  /// Whether a name is among them.
  public func contains(_ name: String) -> Bool { names.contains(name) }

  /// Adds a name.
  public mutating func insert(_ name: String) { names.insert(name) }
}
