extension JSON {
  /// An array in the form of `pretty`, written part by part, so that it never is in memory as a whole.
  public struct PrettyList {
    private var isEmpty = true

    /// An array without elements so far.
    public init() {}

    /// The text of the next elements.
    public mutating func part(_ values: [some Encodable]) throws -> [UInt8] {
      var text: [UInt8] = []
      for value in values {
        text += Array((isEmpty ? "[\n" : ",\n").utf8)
        isEmpty = false
        let lines = try JSON.pretty(value).split(separator: 10, omittingEmptySubsequences: false).dropLast()
        text += lines.map { $0.isEmpty ? [] : Array("  ".utf8) + $0 }.joined(separator: [10])
      }
      return text
    }

    /// The text behind the last element.
    public var end: [UInt8] { Array((isEmpty ? "[\n\n]\n" : "\n]\n").utf8) }
  }
}
