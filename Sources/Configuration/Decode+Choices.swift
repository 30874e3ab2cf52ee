internal import Platform

extension Decode where Value == WhySidecars {
  /// `true`, `false` or `"actionable"`.
  static var whySidecars: Decode {
    Decode { value, reading in
      switch value.content {
      case .boolean(let flag): flag ? .all : WhySidecars.none
      case .string("actionable"): .actionable
      case .table, .array, .string, .integer, .float, .date:
        reading.reject(value, "must be true, false or \"actionable\", not \(value.inWords)")
      }
    } write: { choice in
      switch choice {
      case .actionable: .string(choice.rawValue)
      case .all: .boolean(true)
      case .none: .boolean(false)
      }
    }
  }
}

extension Decode where Value: RawRepresentable<String> & CaseIterable {
  /// One of a few words.
  static func choice(of type: Value.Type) -> Decode {
    Decode { value, reading in
      guard case .string(let text) = value.content else { return reading.mismatch(value, "a string") }
      let known = type.allCases.map(\.rawValue)
      return Value(rawValue: text) ?? reading.reject(value, "is \(quoted(text))" + choices(known, not: text))
    } write: {
      .string($0.rawValue)
    }
  }
}

/// The end of a message about a word that is not among the known ones.
func choices(_ known: [String], not text: String) -> String {
  let guess = EditDistance.nearest(to: text, in: known).map { "; did you mean '\($0)'?" } ?? ""
  return "\(guess.isEmpty ? ";" : guess) write \(alternatives(known.map { "\"\($0)\"" }))"
}
