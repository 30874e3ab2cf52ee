import Platform

extension JSON {
  /// The same JSON with everything that would steer a terminal written by JSON's own escapes (RFC 8259, section 7).
  ///
  /// Only strings can hold such characters: the encoder itself escapes those below 0x20, and what is between the strings is
  /// ASCII.
  public static func visible(_ json: [UInt8]) -> [UInt8] {
    if json.allSatisfy({ $0 < 0x7F }) { return json }
    let lines = json.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return Array(lines.map { Array(visible(line: $0)) }.joined(separator: [UInt8(ascii: "\n")]))
  }

  private static func visible(line: ArraySlice<UInt8>) -> String.UTF8View {
    VisibleText.of(String(decoding: line, as: UTF8.self)) { scalar in
      String(scalar).utf16.map { "\\u\(VisibleText.hexadecimal(UInt32($0), digits: 4).lowercased())" }
        .joined()
    }.utf8
  }
}
