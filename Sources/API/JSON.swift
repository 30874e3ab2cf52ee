import FoundationEssentials

/// How every JSON text of the project is written: snake case, sorted keys, slashes as they are.
public enum JSON {
  /// A value as readable JSON with a final line end, which shows on any terminal as what it is.
  public static func pretty(_ value: some Encodable) throws -> [UInt8] {
    visible([UInt8](try encoder([.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]).encode(value))) + [10]
  }

  /// A value as JSON in one line; equal values give equal bytes.
  public static func line(_ value: some Encodable) throws -> [UInt8] {
    [UInt8](try encoder([.sortedKeys, .withoutEscapingSlashes]).encode(value))
  }

  /// A value back from its JSON.
  public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(bytes))
  }

  /// The names of an object's members as they stand in its JSON.
  public static func names(in bytes: [UInt8]) throws -> [String] {
    try JSONDecoder().decode(Names.self, from: Data(bytes)).names
  }

  private struct Names: Decodable {
    struct AnyKey: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
    var names: [String]

    init(from decoder: any Decoder) throws {
      names = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    }
  }

  private static func encoder(_ format: JSONEncoder.OutputFormatting) -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = format
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return encoder
  }
}
