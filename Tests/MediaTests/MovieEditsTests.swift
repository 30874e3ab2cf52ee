import Testing

@testable import Media

@Suite("What is written into an MP4 result")
struct MovieEditsTests {
  private typealias Heads = MovieHeads

  @Test(
    "makes it say what its source says, in front, in place or behind, and no sample moves",
    arguments: [(true, 0), (true, 200), (true, 1000), (false, 0), (false, 600)])
  func everything(inFront: Bool, room: Int) throws {
    let result = Heads.result(inFront: inFront, room: room)
    let edits = try Heads.edits(of: result, from: Heads.source, padded: room > 0 ? 0 : nil)
    let bytes = result.edited(edits, from: Heads.source)
    let (file, source) = (Heads.read(bytes), Heads.read(Heads.source))
    #expect(file.words == source.words && file.unread.isEmpty)
    #expect(
      Set(source.words.keys) == [
        "box uuid", "box udta/GPMF", "box udta/XMP_", "item tmpo", "box beside the film uuid",
        "box beside the film sefd",
        "data behind the film",
      ])
    #expect(file.tracks.map(\.name) == [nil, "Commentary"])
    #expect(file.words(ofTrack: 1) == source.words(ofTrack: 1))
    #expect(file.words(ofTrack: 1)["dec3"] == "000102030405060708090a0b0c0d0e")
    // The samples are where they were, and everything says so.
    let media = Heads.media.encoded
    let place = try #require(Heads.read(result).top.first { $0.name == "mdat" }).range
    #expect(Array(bytes[Int(place.lowerBound)..<Int(place.upperBound)]) == media)
    let moov = try #require(file.moov)
    let boxes = try #require(BoxNode.list(bytes[Int(moov.lowerBound)..<Int(moov.upperBound)])?.first)
    #expect(MovieEdits.chunks(boxes.children) == [place.lowerBound + 8, place.lowerBound + 16])
    #expect((moov.lowerBound < place.lowerBound) == (inFront && room > 0))
    #expect(!boxes.encoded.contains(UInt8(ascii: "|")))
    let meta = try #require(boxes.children.first("udta")?.children.first("meta"))
    let items = MovieFile.children(ofMeta: meta).first("ilst")?.children.map(\.name)
    #expect(items == ["©too", "tmpo"])
  }

  @Test("is refused where samples would lie elsewhere, and where its boxes are others than ffmpeg's")
  func refused() throws {
    let result = Heads.result(inFront: false, room: 0)
    for place in result.indices {
      var broken = result
      broken[place] ^= 0x40
      let file = Heads.read(broken)
      guard let edits = try? Heads.edits(of: broken, from: Heads.source, padded: nil) else { continue }
      for media in file.top where media.name == "mdat" {
        let range = Int(media.range.lowerBound)..<Int(media.range.upperBound)
        #expect(broken.edited(edits, from: Heads.source)[range] == broken[range])
      }
    }
    #expect(throws: EditFailure.self) { try Heads.edits(of: Heads.source, from: Heads.source, padded: nil) }
  }

  @Test("boxes beside the film that say where their parts lie are named, since they cannot be moved")
  func meta() {
    let file = Heads.read(Heads.source + Heads.text("meta", "iloc").encoded)
    #expect(file.unread.isEmpty)
    let before = [Heads.text("meta", "iloc").encoded, Heads.source].flatMap { $0 }
    #expect(Heads.read(before).unread == ["what a box 'meta' beside the film says"])
  }

  @Test("zeros behind the last box say nothing")
  func zeros() {
    let film = [Heads.type, Heads.media, Heads.box("moov", Heads.track("vide", chunk: 24))].flatMap(\.encoded)
    #expect(Heads.read(film + [0, 0, 0, 0]).words.isEmpty)
    #expect(Heads.read(film + [0, 0, 0, 1]).words.keys.sorted() == ["data behind the film"])
  }
}
