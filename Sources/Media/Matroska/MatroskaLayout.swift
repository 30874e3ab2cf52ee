/// What a Matroska file says of its tracks and attachments that ffprobe does not pass on (RFC 9559).
struct MatroskaLayout {
  /// One track's language as BCP 47 has it, and whether players are to cut its picture.
  struct Track {
    var language: String?
    var isCropped = false
  }

  /// In the file's order.
  private(set) var tracks: [Track] = []
  /// Where the content of each attached file lies, in the file's order.
  private(set) var attachments: [Range<Int64>] = []

  private enum ID {
    static let segment: UInt64 = 0x1853_8067, cluster: UInt64 = 0x1f43_b675
    static let tracks: UInt64 = 0x1654_ae6b, entry: UInt64 = 0xae, video: UInt64 = 0xe0
    static let language: UInt64 = 0x22b59d
    static let crops: Set<UInt64> = [0x54aa, 0x54bb, 0x54cc, 0x54dd]
    static let attachments: UInt64 = 0x1941_a469, file: UInt64 = 0x61a7, data: UInt64 = 0x465c
  }

  /// Reads up to the first picture, and on to the end only where attachments are looked for.
  init(_ file: EBML, withAttachments: Bool) throws {
    let outer = try file.children(in: 0..<file.size)
    guard let segment = outer.first(where: { $0.id == ID.segment }) else { return }
    var parts = try file.children(in: segment.content) { $0.id == ID.cluster && !withAttachments }
    // mkvpropedit moves tracks to the end when they have outgrown their place.
    if !parts.contains(where: { $0.id == ID.tracks }) { parts = try file.children(in: segment.content) }
    for part in parts where part.id == ID.tracks {
      for entry in try file.children(in: part.content) where entry.id == ID.entry {
        tracks.append(try Self.track(file.children(in: entry.content), in: file))
      }
    }
    for part in parts where part.id == ID.attachments && withAttachments {
      for attached in try file.children(in: part.content) where attached.id == ID.file {
        let content = try file.children(in: attached.content).first { $0.id == ID.data }?.content
        attachments.append(content ?? attached.content.lowerBound..<attached.content.lowerBound)
      }
    }
  }

  private static func track(_ entry: [EBML.Element], in file: EBML) throws -> Track {
    var track = Track()
    for element in entry {
      if element.id == ID.language {
        track.language = String(decoding: try file.bytes(of: element).prefix { $0 != 0 }, as: UTF8.self)
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
    for (place, content) in zip(attached, layout.attachments) {
      (streams[place].attachedAt, streams[place].attachedBytes) = (
        content.lowerBound, Int(content.upperBound - content.lowerBound)
      )
    }
    container.isCropped = layout.tracks.contains(where: \.isCropped)
    // Tracks of kinds that ffprobe leaves out stand between: then what any says, all may say.
    let isClear = tracks.count == layout.tracks.count
    for (number, place) in tracks.enumerated() {
      let facts = isClear ? [layout.tracks[number]] : layout.tracks
      streams[place].fullLanguage = facts.compactMap(\.language).first { $0.contains("-") }
    }
  }
}
