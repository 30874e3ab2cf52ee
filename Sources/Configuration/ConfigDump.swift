/// Settings as a config file says them: what a file sets, or everything that is in force.
public struct ConfigDump: Sendable, Equatable {
  let entries: [TOMLEntry]
  /// The keys that are left out, because their values are paths that no text can say.
  public let omitted: [String]

  /// Settings in this order.
  init(ordered entries: [TOMLEntry], omitted: [String] = []) {
    (self.entries, self.omitted) = (entries, omitted)
  }

  /// No settings.
  public init() { self.init(ordered: []) }

  /// The settings of a file's top-level table, in the order of the file.
  init(_ entries: [TOMLEntry]) { self.init(ordered: Self.inFileOrder(entries)) }

  private static func inFileOrder(_ entries: [TOMLEntry]) -> [TOMLEntry] {
    entries.sorted { $0.position < $1.position }.map { entry in
      TOMLEntry(key: entry.key, position: entry.position, value: inFileOrder(entry.value))
    }
  }

  private static func inFileOrder(_ value: TOMLValue) -> TOMLValue {
    switch value.content {
    case .table(let entries): TOMLValue(content: .table(inFileOrder(entries)), position: value.position)
    case .array(let values):
      TOMLValue(content: .array(values.map(inFileOrder)), position: value.position)
    case .string, .integer, .float, .boolean, .date: value
    }
  }

  /// The settings as the text of a config file.
  public var toml: String { TOMLText(entries).text }
}

extension ConfigDump: Encodable {
  /// Writes the settings as they are nested in the file.
  public func encode(to encoder: any Encoder) throws {
    try TOMLValue(content: .table(entries)).encode(to: encoder)
  }
}

extension TOMLValue: Encodable {
  func encode(to encoder: any Encoder) throws {
    switch content {
    case .table(let entries):
      var container = encoder.container(keyedBy: Name.self)
      for entry in entries { try container.encode(entry.value, forKey: Name(stringValue: entry.key)) }
    case .array(let values):
      var container = encoder.unkeyedContainer()
      for value in values { try container.encode(value) }
    case .string(let text): try text.encode(to: encoder)
    case .integer(let number): try number.encode(to: encoder)
    case .float(let number): try number.encode(to: encoder)
    case .boolean(let flag): try flag.encode(to: encoder)
    case .date: try inWords.encode(to: encoder)
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
