extension Decode where Value == Bool {
  /// `true` or `false`.
  static var flag: Decode {
    Decode { value, reading in
      guard case .boolean(let flag) = value.content else { return reading.mismatch(value, "true or false") }
      return flag
    }
  }
}

extension Decode where Value == Int {
  /// An integer in a range.
  static func integer(in range: ClosedRange<Int>) -> Decode {
    Decode { value, reading in
      guard case .integer(let number) = value.content else { return reading.mismatch(value, "an integer") }
      guard let small = Int(exactly: number), range.contains(small) else {
        return reading.reject(
          value, "is \(number); write an integer from \(range.lowerBound) to \(range.upperBound)")
      }
      return small
    }
  }
}

extension Decode where Value == Double {
  /// A number, with or without decimals, in a range.
  static func number(in range: ClosedRange<Double>) -> Decode {
    number("from \(plain(range.lowerBound)) to \(plain(range.upperBound))") { range.contains($0) }
  }

  /// A number above 0 and at most 1.
  static var ratio: Decode { number("above 0 and at most 1") { $0 > 0 && $0 <= 1 } }

  private static func number(_ limits: String, _ allows: @escaping @Sendable (Double) -> Bool) -> Decode {
    Decode { value, reading in
      let number: Double
      switch value.content {
      case .integer(let integer): number = Double(integer)
      case .float(let float): number = float
      case .table, .array, .string, .boolean, .date: return reading.mismatch(value, "a number")
      }
      // NaN compares false with everything, so it is refused here as well.
      guard allows(number) else {
        return reading.reject(value, "is \(plain(number)); write a number \(limits)")
      }
      return number
    }
  }
}

extension Decode where Value == Int64 {
  /// A number of bytes: an integer, or text with a unit.
  static var byteSize: Decode {
    Decode { value, reading in
      switch value.content {
      case .integer(let bytes) where bytes >= 0: return bytes
      case .integer(let bytes): return reading.reject(value, "is \(bytes); write 0 or more bytes")
      case .string(let text):
        if let bytes = ByteSize.parse(text) { return bytes }
        return reading.reject(
          value, "is \(quoted(text)); write a number and one of the units \(alternatives(ByteSize.unitNames))"
        )
      case .table, .array, .float, .boolean, .date:
        return reading.mismatch(value, "an integer or text such as \"2 GiB\"")
      }
    }
  }
}
