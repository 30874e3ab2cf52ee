/// The noticeable properties of a file as named fields: of the whole, of each stream in its order, and of
/// each chapter. Two files with the same inventory are the same film to everybody who watches them.
public struct Inventory: Codable, Hashable, Sendable {
  /// One thing with its fields.
  public struct Item: Codable, Hashable, Sendable {
    /// Its name, as in `audio stream 2`.
    public var name: String
    /// Its known properties; an unknown one has no field.
    public var fields: [String: InventoryValue]

    /// An item with its fields.
    public init(_ name: String, _ fields: [String: InventoryValue]) {
      (self.name, self.fields) = (name, fields)
    }

    /// A field's value; nil takes the field away.
    public subscript(_ field: String) -> InventoryValue? {
      get { fields[field] }
      set { fields[field] = newValue }
    }
  }

  /// The container, its tags and its length.
  public var whole: Item
  /// The streams in order, without tracks that only hold an MP4's chapters or its timecode, which are told otherwise.
  public var streams: [Item]
  /// The chapters in order.
  public var chapters: [Item]
  /// The number that each stream has in the container.
  public var numbers: [Int]

  /// Creates an inventory from a probe. Lengths and beginnings of streams come from the packets where those
  /// were looked at.
  public init(_ info: MediaInfo) {
    let start = info.container.beginning
    var whole: [String: InventoryValue] = ["container": .text(info.container.title)]
    for (name, value) in Self.telling(info.container.tags) { whole["tag \(name)"] = .text(value) }
    if info.container.isCropped { whole["crop"] = .text("yes") }
    for (name, value) in info.container.carried ?? [:] { whole[name] = .text(value) }
    // In Matroska a clock may begin anywhere, and players show it.
    if info.isMatroska, start >= 0.05 { whole["beginning"] = .numbers([start], within: 0.03) }
    self.whole = Item("the file", whole)
    let shown = info.streams.filter { !info.isChapterTrack($0) && !info.isTimecodeTrack($0) }
    numbers = shown.map(\.index)
    streams = shown.map { stream in
      Item("\(stream.kind.rawValue) stream \(stream.index)", Self.fields(stream, of: info, from: start))
    }
    chapters = info.chapters.enumerated().map { number, chapter in
      // Containers round to a millisecond, and MP4 joins a chapter's end to the next one's start.
      Item(
        "chapter \(number + 1)",
        [
          "start": .numbers([chapter.start - start], within: 0.001), "title": .text(chapter.title ?? ""),
        ])
    }
  }

  /// Tags by their names as Matroska writes them, without those that describe the file rather than the film.
  static func telling(_ tags: [String: String]) -> [String: String] {
    var told: [String: String] = [:]
    for (tag, value) in tags.sorted(by: { $0.key < $1.key }) {
      let name = LanguageWord.common(inTag: tag.lowercased().split(separator: " ").joined(separator: "_"))
      if describesFile(name) || empty.contains(value) { continue }
      told[name] = name == "creation_time" ? instant(value) : value
    }
    return told
  }

  /// An instant without its fraction; MP4 may have it in two places, which ffprobe joins.
  private static func instant(_ text: String) -> String {
    String(text.prefix { $0 != ";" && $0 != "." && $0 != "Z" }.map { $0 == " " ? "T" : $0 })
  }

  // The values written where nothing is known: handler names (libavformat/movenc.c, mov_write_hdlr_tag), and
  // the year 1970.
  private static let empty: Set<String> = [
    "VideoHandler", "SoundHandler", "SubtitleHandler", "DataHandler", "1970-01-01T00:00:00.000000Z",
  ]

  // Whether a tag is one that muxers write of themselves, or one of mkvmerge's statistics; ffprobe counts
  // MP4's brands among the tags.
  private static func describesFile(_ name: String) -> Bool {
    ["encoder", "major_brand", "minor_version", "compatible_brands", "vendor_id"].contains(name)
      || ["duration", "bps", "number_of_", "_statistics_"].contains { name.hasPrefix($0) }
  }
}

/// The value of a field.
public enum InventoryValue: Hashable, Sendable, CustomStringConvertible {
  /// A word.
  case text(String)
  /// Numbers, and how far each may be from what is the same.
  case numbers([Double], within: Double)

  /// Whether both are the same to a viewer; either side's uncertainty counts.
  public func matches(_ other: InventoryValue) -> Bool {
    switch (self, other) {
    case (.text(let one), .text(let two)): one == two
    case (.numbers(let one, let slack), .numbers(let two, let more)):
      one.count == two.count && zip(one, two).allSatisfy { abs($0 - $1) <= slack + more }
    default: false
    }
  }

  /// For people.
  public var description: String {
    switch self {
    case .text(let text): text
    case .numbers(let numbers, _):
      numbers.map { "\(($0 * 100_000).rounded() / 100_000)" }.joined(separator: ", ")
    }
  }
}

extension InventoryValue: Codable {
  private enum Keys: String, CodingKey { case numbers, within }

  /// Reads a string, or numbers with their slack.
  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self = .text(text)
    } else {
      let values = try decoder.container(keyedBy: Keys.self)
      self = .numbers(
        try values.decode([Double].self, forKey: .numbers),
        within: try values.decode(Double.self, forKey: .within))
    }
  }

  /// Writes a string, or numbers with their slack.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let text):
      var value = encoder.singleValueContainer()
      try value.encode(text)
    case .numbers(let numbers, let within):
      var values = encoder.container(keyedBy: Keys.self)
      try values.encode(numbers, forKey: .numbers)
      try values.encode(within, forKey: .within)
    }
  }
}
