/// The facts about a Matroska file, its tracks, chapters and attachments that ffprobe does not pass on (RFC 9559).
struct MatroskaLayout {
  /// One track's language as BCP 47 has it, whether players are to cut its picture, its colours, and what speaks of layers.
  struct Track {
    var language: String?
    var isCropped = false
    var colour = Colour()
    var layers: [String] = []
  }

  /// Whether it calls itself WebM.
  private(set) var isWebM = false
  /// Whether its chapters are ordered, or it says that it belongs together with other files.
  private(set) var isLinked = false
  /// Whether a second film begins where the first one's header says that it ends.
  private(set) var isSeveral = false
  /// In the file's order.
  private(set) var tracks: [Track] = []
  /// Where the content of each attached file lies, in the file's order.
  private(set) var attachments: [Range<Int64>] = []

  enum ID {
    static let document: UInt64 = 0x1a45_dfa3, documentType: UInt64 = 0x4282
    static let segment: UInt64 = 0x1853_8067, cluster: UInt64 = 0x1f43_b675
    static let seekHead: UInt64 = 0x114d_9b74, seek: UInt64 = 0x4dbb, seekPosition: UInt64 = 0x53ac
    static let info: UInt64 = 0x1549_a966, neighbours: Set<UInt64> = [0x3cb923, 0x3eb923]
    static let tracks: UInt64 = 0x1654_ae6b, entry: UInt64 = 0xae, video: UInt64 = 0xe0
    static let language: UInt64 = 0x22b59d
    static let crops: Set<UInt64> = [0x54aa, 0x54bb, 0x54cc, 0x54dd]
    static let seekID: UInt64 = 0x53ab
    static let attachments: UInt64 = 0x1941_a469, file: UInt64 = 0x61a7, data: UInt64 = 0x465c
    static let chapters: UInt64 = 0x1043_a770, edition: UInt64 = 0x45b9, chapter: UInt64 = 0xb6
    static let ordered: UInt64 = 0x45dd, chapterSegment: UInt64 = 0x6e67
  }

  /// Reads what stands before the first picture, and behind the last where an index says that there is more; without
  /// an index, and with attachments to find, everything. Throws a `Reason` for more than any film has.
  init(_ file: EBML, withAttachments: Bool) throws {
    var document: EBML.Element?, segment: EBML.Element?
    try file.pass(0..<file.size) { element in
      if element.id == ID.document {
        document = document ?? element
        isSeveral = segment.map { element.content.lowerBound > $0.content.upperBound } ?? false
      } else if element.id == ID.segment {
        segment = segment ?? element
      }
      return !isSeveral
    }
    let type = try document.flatMap {
      try file.children(in: $0.content).first { $0.id == ID.documentType }.map(file.text(in:))
    }
    isWebM = type == "webm"
    guard let segment else { return }
    for part in try Self.parts(of: segment, in: file, withAttachments) {
      switch part.id {
      case ID.info:
        let fields = try file.children(in: part.content)
        isLinked = isLinked || fields.contains { ID.neighbours.contains($0.id) }
      case ID.tracks where tracks.isEmpty: try addTracks(part, in: file)
      case ID.attachments where withAttachments && attachments.isEmpty: try addAttachments(part, in: file)
      case ID.chapters:
        for edition in try file.children(in: part.content) where edition.id == ID.edition {
          try addChapters(edition, in: file)
        }
      default: break
      }
    }
  }

  private mutating func addTracks(_ part: EBML.Element, in file: EBML) throws {
    for entry in try file.children(in: part.content) where entry.id == ID.entry {
      let fields = try file.children(in: entry.content)
      tracks.append(try Self.track(fields, in: file))
    }
  }

  private mutating func addAttachments(_ part: EBML.Element, in file: EBML) throws {
    for attached in try file.children(in: part.content) where attached.id == ID.file {
      let content = try file.children(in: attached.content).first { $0.id == ID.data }?.content
      attachments.append(content ?? attached.content.lowerBound..<attached.content.lowerBound)
    }
  }

  /// Looks at an edition's chapters, and for links also at those within them, however deep they lie.
  private mutating func addChapters(_ edition: EBML.Element, in file: EBML) throws {
    let fields = try file.children(in: edition.content)
    if try Self.says(ID.ordered, 1, fields, in: file) { isLinked = true }
    for chapter in fields where chapter.id == ID.chapter {
      var open = try file.children(in: chapter.content)
      while let element = open.popLast() {
        if element.id == ID.chapterSegment { isLinked = true }
        if element.id == ID.chapter { open += try file.children(in: element.content) }
      }
    }
  }

  private static func says(_ flag: UInt64, _ value: UInt64, _ fields: [EBML.Element], in file: EBML) throws
    -> Bool
  {
    try fields.contains { try $0.id == flag && file.number(in: $0) == value }
  }

  private static func track(_ entry: [EBML.Element], in file: EBML) throws -> Track {
    var track = Track()
    let picture = try TrackPicture(entry, in: file)
    (track.colour, track.layers) = (picture.colour, picture.layers)
    for element in entry {
      if element.id == ID.language {
        track.language = try file.text(in: element)
      } else if element.id == ID.video {
        track.isCropped = try file.children(in: element.content).contains {
          try ID.crops.contains($0.id) && file.bytes(of: $0).contains { $0 != 0 }
        }
      }
    }
    return track
  }
}

extension MediaInfo {
  /// Takes in what ffprobe did not tell.
  mutating func add(_ layout: MatroskaLayout) {
    let attached = streams.indices.filter { streams[$0].kind == .attachment || streams[$0].isPicture }
    let tracks = streams.indices.filter { !attached.contains($0) }
    (container.isWebM, container.isLinked) = (layout.isWebM, layout.isLinked)
    container.isSeveral = layout.isSeveral
    // If ffprobe does not show every attachment, it is open which one is which.
    for (place, content) in zip(
      attached, attached.count == layout.attachments.count ? layout.attachments : [])
    {
      (streams[place].attachedAt, streams[place].attachedBytes) = (
        content.lowerBound, Int(content.upperBound - content.lowerBound)
      )
    }
    container.isCropped = layout.tracks.contains(where: \.isCropped)
    // Tracks of kinds that ffprobe leaves out stand between: then what any says, all may say.
    let isClear = tracks.count == layout.tracks.count
    for (number, place) in tracks.enumerated() {
      let facts = isClear ? [layout.tracks[number]] : layout.tracks
      let said = streams[place].language
      if streams[place].kind == .video {
        let colours = Set(facts.map(\.colour)).subtracting([Colour()])
        streams[place].written = colours.count == 1 ? colours.first ?? Colour() : Colour()
        streams[place].layers = SortedSet(facts.flatMap(\.layers))
      }
      // A language whose own code has three letters has no code of two; mkvmerge writes a code for a group of
      // languages beside it for old players.
      streams[place].fullLanguage = facts.compactMap(\.language).first {
        $0.contains("-") || $0.count == 3 && $0 != said && $0 != "und"
      }
    }
  }
}
