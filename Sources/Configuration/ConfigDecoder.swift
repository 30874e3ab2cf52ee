internal import Platform

/// One reading of a config file: what relative paths start from, and every problem found so far.
struct ConfigDecoder {
  let file: Path
  /// The config file's directory.
  let base: Path
  private(set) var problems: [Problem] = []
  /// The key whose value is being read, and where it stands.
  private var key = ""
  private var place = ConfigKey.Place.top
  /// The word that may stand in place of the value being read.
  private var word: String?

  /// Nobody reads more problems than this; the rest is left unread.
  static let mostProblems = 100
  private var isFull: Bool { problems.count >= Self.mostProblems }

  init(file: Path, base: Path) {
    self.file = file
    self.base = base
  }

  /// Reads the keys of one table into `draft`, and its sections; libraries are left for later.
  mutating func read(_ table: [TOMLEntry], at place: ConfigKey.Place, into draft: inout ConfigBuilder) {
    for entry in table where !isFull {
      if let key = ConfigKey.all.first(where: { $0.name == entry.key && $0.places.contains(place) }) {
        (self.key, self.place) = (entry.key, place)
        draft.positions[key.id] = entry.value.position
        if place.isInLibrary { draft.own.insert(key.id) }
        key.read(entry.value, &draft, &self)
        noteBoth(key, in: table)
      } else if place == .top, ConfigKey.sections.contains(entry.key) {
        readSection(entry, at: .section(entry.key), into: &draft)
      } else if place == .library, ConfigKey.librarySections.contains(entry.key) {
        readSection(entry, at: .librarySection(entry.key), into: &draft)
      } else if place != .top || entry.key != Self.library {
        unknown(entry, at: place)
      }
    }
  }

  private mutating func readSection(
    _ entry: TOMLEntry, at place: ConfigKey.Place, into draft: inout ConfigBuilder
  ) {
    if case .table(let keys) = entry.value.content { return read(keys, at: place, into: &draft) }
    var hint = "write \(place.header) on a line of its own"
    if case .array = entry.value.content { hint = "write \(place.header), with one bracket on each side" }
    note(entry.position, entry.key, "'\(entry.key)' is a section; \(hint)")
  }

  /// Notes a key that stands beside the one that has taken its place.
  private mutating func noteBoth(_ key: ConfigKey, in table: [TOMLEntry]) {
    guard let successor = key.successor, let other = table.first(where: { $0.key == successor }),
      let old = table.first(where: { $0.key == key.name })
    else { return }
    note(
      old.position, place.qualified(key.name),
      "'\(key.name)' is the old name of '\(successor)', which is set on line \(other.position.line); remove one"
    )
  }

  /// The name of the tables that each make a library.
  static let library = "library"

  /// Notes a problem with the value of the key being read.
  /// - Parameter message: what follows the key's name, as in `is 25; write an integer from 0 to 19`.
  /// - Returns: nil, in the type that the caller needs.
  mutating func reject<Value>(_ value: TOMLValue, _ message: String) -> Value? {
    note(value.position, place.qualified(key), "'\(key)' \(message)")
    return nil
  }

  /// Notes that the value of the key being read has the wrong type.
  mutating func mismatch<Value>(_ value: TOMLValue, _ wanted: String) -> Value? {
    let wanted = word.map { "\(wanted) or \"\($0)\"" } ?? wanted
    return reject(value, "must be \(wanted), not \(value.inWords)")
  }

  /// Reads a value in whose place a word may stand as well, which problems with its type then name.
  mutating func read<Value>(_ value: TOMLValue, as decode: Decode<Value>, orWord word: String) -> Value? {
    self.word = word
    defer { self.word = nil }
    return decode.read(value, &self)
  }

  /// Notes a problem at a place.
  mutating func note(_ position: Position, _ key: String, _ message: String) {
    if isFull { return }
    func append(_ key: String, _ message: String) {
      problems.append(
        Problem(file: file, line: position.line, column: position.column, key: key, message: message))
    }
    append(key, message)
    if problems.count == Self.mostProblems - 1 { append("", "and more; correct these first") }
  }
}
