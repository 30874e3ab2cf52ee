import FoundationEssentials

/// Base64 of RFC 4648 for bytes that are no text.
public enum Base64 {
  /// Bytes as text.
  public static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
  /// Text as bytes; nil for what is no base64.
  public static func decode(_ text: String) -> [UInt8]? { Data(base64Encoded: text).map { [UInt8]($0) } }
}
