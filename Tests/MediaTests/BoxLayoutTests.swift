import Testing

@testable import Media

@Suite("The boxes at the top of an MP4")
struct BoxLayoutTests {
  private func box(_ name: String, _ length: Int, claims: UInt32? = nil) -> [UInt8] {
    let size = claims ?? UInt32(length)
    return (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) } + Array(name.utf8)
      + Array(repeating: 0, count: length - 8)
  }

  private func layout(_ bytes: [UInt8]) throws -> BoxLayout {
    try BoxLayout(
      ContainerReader(size: Int64(bytes.count)) { Array(bytes.dropFirst(Int($1)).prefix($0)) })
  }

  private var film: [UInt8] { box("ftyp", 24) + box("moov", 100) + box("mdat", 1000) }

  @Test("are all there")
  func whole() throws {
    for end in [
      [], box("free", 8), box("mdat", 50, claims: 0), [0, 0, 0, 0, 0, 0, 0, 0], [1, 2, 3], box("\u{1}abc", 8),
      Array("TAG the title of it".utf8), box("mdat", 20, claims: 28),
    ] {
      let layout = try layout(film + end)
      #expect(!layout.isCut && !layout.isSeveral)
    }
    let large =
      [0, 0, 0, 1] + Array("mdat".utf8) + [0, 0, 0, 0, 0, 0, 0, 32] + Array(repeating: 7, count: 16)
    #expect(try !layout(box("ftyp", 24) + large + box("moov", 100)).isCut)
  }

  @Test("end before they should, wherever the cut is")
  func cut() throws {
    for count in 133..<film.count - 8 { #expect(try layout(Array(film.prefix(count))).isCut) }
    let large =
      [0, 0, 0, 1] + Array("mdat".utf8) + [0x7f, 0, 0, 0, 0, 0, 0, 32] + Array(repeating: 7, count: 16)
    #expect(try layout(film + large).isCut)
  }

  @Test("lose a byte of what describes a film: something of it is gone")
  func cover() throws {
    let film = box("ftyp", 24) + box("mdat", 1000) + box("moov", 100)
    #expect(try !layout(film).isCut)
    for count in 1..<92 { #expect(try layout(Array(film.dropLast(count))).isCut) }
  }

  @Test("are those of two films")
  func several() throws {
    #expect(try layout(film + film).isSeveral)
    #expect(try layout(film + film.prefix(200)).isSeveral)
    // The box with the samples counts its header twice, and so claims that of the second film.
    let claiming = box("ftyp", 24) + box("moov", 100) + box("mdat", 1000, claims: 1008)
    #expect(try !layout(claiming).isCut && !layout(claiming).isSeveral)
    #expect(try layout(claiming + film).isSeveral)
    #expect(try layout(film + [0, 0, 0, 0, 0, 0, 0, 0] + film).isSeveral)
    #expect(try !layout(film + box("moof", 100) + box("mdat", 100)).isSeveral)
  }

  @Test("may be anything at all")
  func anything() throws {
    var state: UInt64 = 1
    for count in 0..<2000 {
      let bytes = (0..<count % 100).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return UInt8(truncatingIfNeeded: state >> 40) & 0x71
      }
      _ = try layout(bytes)
    }
  }
}
