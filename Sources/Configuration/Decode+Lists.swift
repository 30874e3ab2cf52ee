extension Decode {
  /// The same list with each entry once; saying a thing twice does no harm here.
  func unique<Element: Hashable>() -> Decode where Value == [Element] {
    Decode { value, reading in
      var seen: Set<Element> = []
      return read(value, &reading)?.filter { seen.insert($0).inserted }
    } write: {
      write($0)
    }
  }

  /// The same list, where an entry that stands twice is a mistake.
  func withoutRepeats<Element: Hashable & CustomStringConvertible>() -> Decode where Value == [Element] {
    Decode { value, reading in
      guard let list = read(value, &reading) else { return nil }
      var seen: Set<Element> = []
      for entry in list where !seen.insert(entry).inserted {
        return reading.reject(value, "lists \(quoted(entry.description)) twice; remove one")
      }
      return list
    } write: {
      write($0)
    }
  }
}
