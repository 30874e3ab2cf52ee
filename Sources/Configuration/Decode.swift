/// Turns a value of the file into a setting, or notes in the reading why that cannot be done; and back.
struct Decode<Value: Sendable>: Sendable {
  let read: @Sendable (TOMLValue, inout ConfigDecoder) -> Value?
  /// The setting as a file would say it; nil when no text can.
  let write: @Sendable (Value) -> TOMLValue.Content?

  init(
    _ read: @escaping @Sendable (TOMLValue, inout ConfigDecoder) -> Value?,
    write: @escaping @Sendable (Value) -> TOMLValue.Content?
  ) {
    (self.read, self.write) = (read, write)
  }

  /// The same value, with its place.
  static func located<Inner: Equatable>(_ inner: Decode<Inner>) -> Decode where Value == Located<Inner> {
    Decode { value, reading in
      inner.read(value, &reading).map { Located(value: $0, position: value.position) }
    } write: {
      inner.write($0.value)
    }
  }

  /// The same value, for a setting that may also be missing.
  static func optional<Inner>(_ inner: Decode<Inner>) -> Decode where Value == Inner? {
    Decode { value, reading in
      inner.read(value, &reading).map { .some($0) }
    } write: {
      $0.flatMap(inner.write)
    }
  }

  /// A word in quotes, which is nil, or a value.
  static func word<Inner>(_ word: String, or inner: Decode<Inner>) -> Decode where Value == Inner? {
    Decode { value, reading in
      if case .string(let text) = value.content {
        if text == word { return .some(nil) }
        if text.lowercased() == word { return reading.reject(value, "is \(quoted(text)); write \"\(word)\"") }
      }
      return reading.read(value, as: inner, orWord: word).map { .some($0) }
    } write: {
      $0.map(inner.write) ?? .string(word)
    }
  }

  /// `"auto"`, which is nil, or a value.
  static func auto<Inner>(or inner: Decode<Inner>) -> Decode where Value == Inner? { word("auto", or: inner) }

  /// `"off"`, which is nil, or a value.
  static func off<Inner>(or inner: Decode<Inner>) -> Decode where Value == Inner? { word("off", or: inner) }

  /// The same value in another form.
  func map<Other>(
    _ to: @escaping @Sendable (Value) -> Other, back: @escaping @Sendable (Other) -> Value
  ) -> Decode<Other> {
    Decode<Other> { value, reading in
      read(value, &reading).map(to)
    } write: {
      write(back($0))
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
    } write: { list in
      let written = list.compactMap { element.write($0) }
      return written.count == list.count ? .array(written.map { TOMLValue(content: $0) }) : nil
    }
  }
}
