/// Sizes as people write them: `500 MB`, `2GiB`, `1.5 TB`.
enum ByteSize {
  /// The units: decimal ones count in 1000s, those with an i in 1024s.
  private static let units: [(name: String, bytes: Int64)] = [
    ("B", 1), ("kB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
    ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
  ]

  /// The units' names, for messages.
  static var unitNames: [String] { units.map(\.name) }

  /// The number of bytes; nil when `text` is not a number and a unit, or more than 2⁶³ bytes.
  static func parse(_ text: String) -> Int64? {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
    guard number.first?.isNumber == true, number.last?.isNumber == true,
      let factor = units.first(where: { $0.name.lowercased() == unit })?.bytes
    else { return nil }
    if let whole = Int64(number) {
      let (bytes, overflow) = whole.multipliedReportingOverflow(by: factor)
      return overflow ? nil : bytes
    }
    guard let decimal = Double(number) else { return nil }
    return Int64(exactly: (decimal * Double(factor)).rounded())
  }
}
