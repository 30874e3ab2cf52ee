/// The container and what it says of the whole.
public struct Container: Codable, Hashable, Sendable {
  /// ffmpeg's names of the demuxer, such as `matroska` and `webm`.
  public var formats: [String]
  /// MP4's major brand, such as `isom` or `qt`.
  public var majorBrand: String?
  /// Seconds; the earliest timestamp and the length that the header claims.
  public var startTime: Double?, duration: Double?
  /// Bytes.
  public var size: Int64
  /// Whether a Matroska container calls itself WebM, which allows less.
  public var isWebM = false
  /// Whether a Matroska file has ordered chapters, or says that it belongs together with other files.
  public var isLinked = false
  /// Whether an MP4 or QuickTime file ends before its last box does.
  public var isCut = false
  /// Whether it says that players are to leave out a part of the picture.
  public var isCropped = false
  /// Properties of chapters and tracks in Matroska that ffmpeg does not carry over, for people.
  public var losses: SortedSet = []
  /// Whether there is a second film behind the first.
  public var isSeveral = false
  /// Facts in its own bytes that ffprobe does not tell, or not in full, as an inventory's fields; nil for none.
  public var carried: [String: String]?
  /// Bytes that a container of the same kind takes for it; nil where it needs no room in front.
  public var carriedBytes: Int?
  /// Global tags.
  public var tags: [String: String]

  /// Creates a container from its parts.
  public init(
    formats: [String], majorBrand: String? = nil, startTime: Double? = nil, duration: Double? = nil,
    size: Int64, tags: [String: String] = [:]
  ) {
    (self.formats, self.majorBrand, self.startTime) = (formats, majorBrand, startTime)
    (self.duration, self.size, self.tags) = (duration, size, tags)
  }

  /// Its kind, for people; ffmpeg's own name for what is rare.
  public var title: String {
    if formats.contains("matroska") { return isWebM ? "WebM" : "Matroska" }
    guard formats.contains("mov") else {
      return Self.others[formats.first ?? ""] ?? formats.first ?? "unknown"
    }
    switch majorBrand?.prefix(3) {
    case "qt ", nil: return "QuickTime"
    case "3gp", "3g2": return "3GP"
    case "f4v": return "F4V"
    case "M4A": return "M4A"
    case "mif", "hei", "avi": return "HEIF"
    default: return "MP4"
    }
  }

  /// Seconds; where its own time begins. Before zero Matroska only has what decoders need to get going.
  public var beginning: Double {
    formats.contains("matroska") ? max(startTime ?? 0, 0) : startTime ?? 0
  }

  private static let others = [
    "avi": "AVI", "mpegts": "MPEG-TS", "mpeg": "MPEG-PS", "flv": "FLV", "asf": "ASF", "ogg": "Ogg",
  ]

  /// Whether it is of a kind that films come in.
  public var isFilm: Bool {
    ["Matroska", "WebM", "MP4", "QuickTime", "3GP", "F4V"].contains(title)
      || Self.others.values.contains(title)
  }

  /// A global tag whatever the case of its name, which containers change.
  public func tag(named name: String) -> String? {
    tags.filter { $0.key.lowercased() == name }.min { $0.key < $1.key }?.value
  }
}
