import Testing

@testable import Media

@Suite("What is written into a Matroska result")
struct MatroskaEditsTests {
  private typealias Heads = MatroskaHeads
  private typealias ID = ElementNode.ID

  private func edited(_ result: [UInt8]) throws -> [UInt8] {
    let (file, source) = (try #require(Heads.read(result)), try #require(Heads.read(Heads.source)))
    return result.edited(try MatroskaEdits.edits(of: file, from: source, tracks: Heads.tracks))
  }

  @Test(
    "makes it say what its source says, in the room before the pictures or behind them",
    arguments: [0, 1, 2, 3, 40, 500])
  func everything(room: Int) throws {
    let result = Heads.result(room: room)
    let bytes = try edited(result)
    let (file, source) = (try #require(Heads.read(bytes)), try #require(Heads.read(Heads.source)))
    #expect(file.words == source.words)
    #expect(
      source.words == [
        "edition 1": "Director's cut", "chapter 1": "Anfang [ger]; (1 ms)",
        "tags of 70 COLLECTION": "TITLE=All",
        "tags of 50": "ACTOR=Ann (CHARACTER=Alice); ACTOR=Bob (CHARACTER=Bert)",
      ])
    #expect((0..<3).map(file.words(ofTrack:)) == (0..<3).map(source.words(ofTrack:)))
    #expect(file.words(ofTrack: 1) == ["codec_delay": "21333333 ns", "bit_depth": "16"])
    #expect(file.words(ofTrack: 2) == ["enabled": "no", "text": "SSA"])
    #expect(
      file.tracks[1].first(ID.fullLanguage)?.text == "pt-BR"
        && file.tracks[0].first(ID.name)?.text == "Picture")
    #expect(file.tracks.map { $0.first(ID.codec)?.text } == ["V_AV1", "A_AAC", "S_TEXT/SSA"])
    #expect(file.content(ID.info).first(ID.title)?.text == "A film")
    // Where there is room, everything stands before the pictures.
    #expect((bytes.count == result.count) == (room == 500))
    #expect(file.segment.upperBound == Int64(bytes.count) && file.back.isEmpty == (room == 500))
    #expect(file.media == (try #require(Heads.read(result))).media)
    let media = Int(file.media)..<result.count
    #expect(bytes[media] == result[media])
  }

  @Test("keeps our mark and drops what is true of the source alone")
  func ownTags() throws {
    let file = try #require(Heads.read(try edited(Heads.result())))
    let tags = file.content(ID.tags).map(MatroskaTag.init)
    let names = tags.map { ($0.about(ID.tagTrack), $0.simple.map(MatroskaTag.name)) }
    #expect(names.contains { $0.0.isEmpty && $0.1 == ["CONDENSE"] })
    #expect(
      names.contains { $0.0 == [21] && $0.1 == ["ARTIST"] }
        && names.contains { $0.0 == [22] && $0.1 == ["BPS"] })
    #expect(!names.contains { $0.0.contains(11) || $0.0.contains(12) })
  }

  @Test("is nothing where nothing is missing")
  func nothing() throws {
    let bytes = try edited(Heads.result(room: 500))
    let file = try #require(Heads.read(bytes))
    #expect(try MatroskaEdits.edits(of: file, from: Heads.read(Heads.source), tracks: Heads.tracks) == [])
  }

  @Test("leaves large parts between others where they are")
  func attachments() throws {
    let files = Heads.node(
      ID.attachments,
      Heads.node(
        ID.file, Heads.number(ID.fileUID, 9), ElementNode(0x465c, [UInt8](repeating: 7, count: 3000))))
    let result = Heads.result(extra: files)
    let bytes = try edited(result)
    let (before, after) = (try #require(Heads.read(result)), try #require(Heads.read(bytes)))
    #expect(after.parts(ID.attachments) == before.parts(ID.attachments) && after.attachments == [9])
    #expect(after.words == Heads.read(Heads.source)?.words)
  }

  @Test("is refused where it cannot be told which track is which")
  func refused() throws {
    let (file, source) = (try #require(Heads.read(Heads.result())), Heads.read(Heads.source))
    #expect(throws: EditFailure.self) {
      try MatroskaEdits.edits(of: file, from: source, tracks: Array(Heads.tracks.dropLast()))
    }
    #expect(throws: EditFailure.self) {
      try MatroskaEdits.edits(
        of: file, from: source,
        tracks: [
          .init(source: 0, isCopied: false), .init(source: 7, isCopied: true),
          .init(source: nil, isCopied: true),
        ])
    }
    #expect(throws: EditFailure.self) { try MatroskaEdits.edits(of: file, from: nil, tracks: Heads.tracks) }
  }

  @Test("gives a language in full and a name from other containers, and no depth to what has no samples")
  func others() throws {
    let result = Heads.result()
    let edits = try MatroskaEdits.edits(
      of: try #require(Heads.read(result)), from: nil,
      tracks: [
        .init(source: nil, isCopied: false),
        .init(source: nil, isCopied: true, name: "Commentary", language: "zh-Hans"),
        .init(source: nil, isCopied: true),
      ])
    let file = try #require(Heads.read(result.edited(edits)))
    #expect(file.tracks[1].first(ID.name)?.text == "Commentary")
    #expect(file.tracks[1].first(ID.fullLanguage)?.text == "zh-Hans")
    #expect(file.words(ofTrack: 1)["bit_depth"] == "none")
  }

  @Test("empty space of every length from two bytes on")
  func void() {
    for count in Array(2...300) + [16_385, 70_000] {
      let bytes = ElementNode.void(count)
      #expect(bytes.count == count && ElementNode.list(bytes)?.map(\.id) == [ID.void])
    }
  }
}
