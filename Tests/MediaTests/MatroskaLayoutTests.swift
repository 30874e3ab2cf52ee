import Testing

@testable import Media

@Suite("What ffprobe leaves out of a Matroska file")
struct MatroskaLayoutTests {
  /// An element with a length of eight bytes.
  private func element(_ id: [UInt8], _ content: [UInt8]) -> [UInt8] {
    id + [1] + (0..<7).reversed().map { UInt8(truncatingIfNeeded: content.count >> (8 * $0)) } + content
  }

  private let header: [UInt8] = [0x1a, 0x45, 0xdf, 0xa3, 0x80]
  private let cluster: [UInt8] = [0x1f, 0x43, 0xb6, 0x75, 0x83, 1, 2, 3]

  private func track(language: String? = nil, crop: UInt8? = nil) -> [UInt8] {
    element(
      [0xae],
      [0xd7, 0x81, 1] + (language.map { element([0x22, 0xb5, 0x9d], Array($0.utf8)) } ?? [])
        + (crop.map { element([0xe0], [0xb0, 0x81, 64, 0x54, 0xdd, 0x81, $0]) } ?? []))
  }

  private func layout(_ bytes: [UInt8], withAttachments: Bool = true) throws -> MatroskaLayout {
    try MatroskaLayout(
      EBML(size: Int64(bytes.count)) { count, place in Array(bytes.dropFirst(Int(place)).prefix(count)) },
      withAttachments: withAttachments)
  }

  private func file(_ tracks: [[UInt8]], _ attachments: [[UInt8]] = []) -> [UInt8] {
    let files = attachments.map {
      element([0x61, 0xa7], element([0x46, 0x6e], [65]) + element([0x46, 0x5c], $0))
    }
    return header
      + element(
        [0x18, 0x53, 0x80, 0x67],
        element([0x16, 0x54, 0xae, 0x6b], tracks.flatMap { $0 }) + cluster + cluster
          + element([0x19, 0x41, 0xa4, 0x69], files.flatMap { $0 }))
  }

  @Test("a second film where the first one ends, if that is known")
  func several() throws {
    func isSeveral(_ size: [UInt8], behind: [UInt8]? = nil) throws -> Bool {
      let film = header + [0x18, 0x53, 0x80, 0x67] + size + [0xec, 0x83, 1, 2, 3]
      return try layout(film + (behind ?? film)).isSeveral
    }
    #expect(try isSeveral([0x85]) && isSeveral([0x40, 0x05]) && isSeveral([0x01, 0, 0, 0, 0, 0, 0, 0x05]))
    #expect(try isSeveral([0x85], behind: header))
    #expect(try !isSeveral([0x85], behind: []) && !isSeveral([0x85], behind: [0, 0, 0] + header))
    #expect(try !isSeveral([0x84]) && !isSeveral([0x86]))
    #expect(try !isSeveral([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe]))
    #expect(try !isSeveral([0xff]) && !isSeveral([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]))
    #expect(try !isSeveral([0x00, 0x80]))
  }

  @Test("nothing of its end where there is no film")
  func noFilm() throws {
    #expect(try !layout(header + [0xec, 0x81, 0] + header).isSeveral)
    #expect(try !layout([0x1a, 0x45, 0xdf, 0xa3, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe]).isSeveral)
    for count in 0...2 * header.count {
      #expect(try !layout(Array((header + header).prefix(count))).isSeveral)
    }
  }

  @Test("what it calls itself", arguments: [("webm", true), ("webm\0", true), ("matroska", false)])
  func kind(name: String, isWebM: Bool) throws {
    let document = element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], Array(name.utf8)))
    #expect(try layout(document).isWebM == isWebM)
    #expect(try layout(document + file([track()]).dropFirst(header.count)).isWebM == isWebM)
  }

  @Test("links with other files and ordered chapters, also in a file that was cut off")
  func links() throws {
    func isLinked(_ part: [UInt8], cutBy cut: Int = 0) throws -> Bool {
      let bytes =
        header
        + element([0x18, 0x53, 0x80, 0x67], part + element([0x16, 0x54, 0xae, 0x6b], track()) + cluster)
      return try layout(bytes.dropLast(cut), withAttachments: false).isLinked
    }
    func info(_ id: [UInt8]) -> [UInt8] { element([0x15, 0x49, 0xa9, 0x66], element(id, uid)) }
    func edition(_ fields: [UInt8]) -> [UInt8] {
      element([0x10, 0x43, 0xa7, 0x70], element([0x45, 0xb9], fields))
    }
    let uid = (1...16).map { UInt8($0) }
    let part = element([0xb6], element([0x6e, 0x67], uid))
    for linked in [
      info([0x3c, 0xb9, 0x23]), info([0x3e, 0xb9, 0x23]), edition([0x45, 0xdd, 0x81, 1]), edition(part),
      edition(element([0xb6], [0x98, 0x81, 0] + part)),
    ] {
      #expect(try isLinked(linked) && isLinked(linked, cutBy: 1) && isLinked(linked, cutBy: cluster.count))
    }
    #expect(try !isLinked(info([0x73, 0xa4])) && !isLinked(edition([0x45, 0xdd, 0x81, 0])))
    #expect(try !isLinked(edition(element([0xb6], [0x98, 0x81, 0]))))
  }

  @Test("languages in full, and crops that cut something off")
  func tracks() throws {
    let found = try layout(file([track(crop: 0), track(language: "pt-BR"), track(crop: 2), track()])).tracks
    #expect(found.map(\.language) == [nil, "pt-BR", nil, nil])
    #expect(found.map(\.isCropped) == [false, false, true, false])
  }

  @Test("tracks that were moved behind the pictures")
  func moved() throws {
    let bytes =
      header
      + element(
        [0x18, 0x53, 0x80, 0x67], cluster + cluster + element([0x16, 0x54, 0xae, 0x6b], track(crop: 2)))
    #expect(try layout(bytes, withAttachments: false).tracks.map(\.isCropped) == [true])
  }

  @Test("where attached files lie, behind the pictures")
  func attachments() throws {
    let bytes = file([track()], [[1, 2, 3], [], [9]])
    let found = try layout(bytes).attachments
    #expect(found.map { Array(bytes[Int($0.lowerBound)..<Int($0.upperBound)]) } == [[1, 2, 3], [], [9]])
    #expect(try layout(bytes, withAttachments: false).attachments.isEmpty)
  }

  @Test("nothing of a file that is cut anywhere, or whose length was not known, but no harm either")
  func broken() throws {
    let bytes = file([track(language: "zh-Hans")], [[1, 2, 3]])
    for count in bytes.indices { _ = try layout(Array(bytes.prefix(count))) }
    var live = bytes
    live.replaceSubrange(9..<17, with: [1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
    #expect(try layout(live).tracks.map(\.language) == ["zh-Hans"])
  }

  @Test("a language of three letters that is not the one beside it")
  func ownWord() throws {
    for (language, said, full) in [
      ("yue", "chi", "yue"), ("fil", "fil", nil), ("de", "ger", nil), ("und", nil, nil),
    ]
      as [(String, String?, String?)]
    {
      var stream = MediaStream(index: 0, kind: .audio, codec: "aac")
      stream.tags["language"] = said
      var info = MediaInfo(container: Container(formats: ["matroska"], size: 1), streams: [stream])
      info.add(try layout(file([track(language: language)])))
      #expect(info.streams[0].fullLanguage == full)
    }
  }

  @Test("every track may say what one says, where ffprobe shows other tracks")
  func unclear() throws {
    var info = MediaInfo(
      container: Container(formats: ["matroska"], size: 1),
      streams: [
        MediaStream(index: 0, kind: .video, codec: "h264"), MediaStream(index: 1, kind: .audio, codec: "aac"),
      ])
    info.add(try layout(file([track(crop: 2), track(), track(language: "pt-BR")])))
    #expect(info.streams.map(\.fullLanguage) == ["pt-BR", "pt-BR"])
    #expect(info.container.isCropped)
  }
}
