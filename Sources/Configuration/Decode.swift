/// Turns a value of the file into a setting, or notes in the reading why that cannot be done.
struct Decode<Value: Sendable>: Sendable {
  let read: @Sendable (TOMLValue, inout Reading) -> Value?

  init(_ read: @escaping @Sendable (TOMLValue, inout Reading) -> Value?) { self.read = read }

  /// The same value, with its place.
  static func located<Inner>(_ inner: Decode<Inner>) -> Decode where Value == Located<Inner> {
    Decode { value, reading in
      inner.read(value, &reading).map { Located(value: $0, position: value.position) }
    }
  }

  /// The same value, for a setting that may also be missing.
  static func optional<Inner>(_ inner: Decode<Inner>) -> Decode where Value == Inner? {
    Decode { value, reading in inner.read(value, &reading).map { .some($0) } }
  }

  /// `"auto"`, which is nil, or a value.
  static func auto<Inner>(or inner: Decode<Inner>) -> Decode where Value == Inner? {
    Decode { value, reading in
      if case .string("auto") = value.content { return .some(nil) }
      return inner.read(value, &reading).map { .some($0) }
    }
  }

  /// An array; every wrong element is noted, not just the first.
  static func list<Element>(of element: Decode<Element>, allowEmpty: Bool = true) -> Decode
  where Value == [Element] {
    Decode { value, reading in
      guard case .array(let values) = value.content else {
        return reading.reject(value, "must be a list in [brackets], not \(value.inWords)")
      }
      if values.isEmpty, !allowEmpty {
        return reading.reject(value, "is an empty list; put at least one entry in it")
      }
      let decoded = values.map { element.read($0, &reading) }
      let good = decoded.compactMap { $0 }
      return good.count == values.count ? good : nil
    }
  }
}

extension Decode where Value == [String] {
  /// The same list with each entry once; saying a thing twice does no harm here.
  var unique: Decode {
    Decode { value, reading in
      read(value, &reading)?.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
  }

  /// The same list, where an entry that stands twice is a mistake.
  var withoutRepeats: Decode {
    Decode { value, reading in
      guard let list = read(value, &reading) else { return nil }
      for (index, entry) in list.enumerated() where list[..<index].contains(entry) {
        return reading.reject(value, "lists \(quoted(entry)) twice; remove one")
      }
      return list
    }
  }
}
