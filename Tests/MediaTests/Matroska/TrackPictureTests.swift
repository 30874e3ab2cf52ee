import Testing

@testable import Media

@Suite("What a Matroska track says of its pictures")
struct TrackPictureTests {
  private func element(_ id: [UInt8], _ content: [UInt8]) -> [UInt8] {
    id + [0x80 | UInt8(content.count)] + content
  }

  private func look(_ fields: [UInt8]) throws -> TrackPicture {
    let file = EBML(size: Int64(fields.count)) { Array(fields.dropFirst(Int($1)).prefix($0)) }
    return try TrackPicture(try file.children(in: 0..<file.size), in: file)
  }

  private func video(_ content: [UInt8]) -> [UInt8] { element([0xe0], content) }

  @Test("two eyes in one block are layers, any other arrangement is not", arguments: 0...14)
  func stereo(_ mode: UInt8) throws {
    #expect(try look(video(element([0x53, 0xb8], [mode]))).layers.isEmpty == ![13, 14].contains(mode))
  }

  @Test("colours, where they are said")
  func colours() throws {
    let (matrix, range) = (element([0x55, 0xb1], [9]), element([0x55, 0xb9], [2]))
    let (transfer, primaries) = (element([0x55, 0xba], [0, 16]), element([0x55, 0xbb], [2]))
    let said = element([0x55, 0xb0], matrix + range + transfer + primaries)
    #expect(try look(video(said)).colour.description == "unspecified smpte2084 bt2020nc pc")
    #expect(try look(video([])).colour == Colour())
  }

  @Test("layers in a codec's record, and beside the blocks")
  func records() throws {
    let (hevc, record) = (
      element([0x86], Array("V_MPEGH/ISO/HEVC".utf8)), CodecRecordTests.hevc([0x40, 1, 0x0c, 0x11])
    )
    #expect(try look(hevc + element([0x63, 0xa2], record)).layers.count == 1)
    #expect(try look(element([0x86], Array("V_VP9".utf8)) + element([0x63, 0xa2], record)).layers.isEmpty)
    #expect(try look(element([0x41, 0xe4], element([0x41, 0xe7], Array("mvcC".utf8)))).layers.count == 1)
    // Transparency of VP9 and Dolby Vision are other questions.
    #expect(try look(element([0x41, 0xe4], element([0x41, 0xe7], [1]))).layers.isEmpty)
    #expect(try look(element([0x41, 0xe4], element([0x41, 0xe7], Array("dvcC".utf8)))).layers.isEmpty)
  }
}
