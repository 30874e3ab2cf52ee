import FoundationEssentials

/// How every JSON text of the project is written: snake case, sorted keys, slashes as they are.
public enum JSON {
  /// A value as readable JSON with a final line end.
  public static func pretty(_ value: some Encodable) throws -> [UInt8] {
    [UInt8](try encoder([.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]).encode(value)) + [10]
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

  private static func encoder(_ format: JSONEncoder.OutputFormatting) -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = format
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return encoder
  }
}
