import Testing

@testable import Media

@Suite("A crop that only a container knows of")
struct CropTests {
  private func element(_ id: [UInt8], _ content: [UInt8]) -> [UInt8] {
    id + [0x40 | UInt8(content.count >> 8), UInt8(content.count & 0xff)] + content
  }

  private func tracks(_ crop: [UInt8]) -> [UInt8] {
    let video = element([0xe0], element([0xb0], [0x01, 0x40]) + crop)
    return element([0x16, 0x54, 0xae, 0x6b], element([0xae], element([0x83], [1]) + video))
  }

  /// A document whose segment has an unknown size, as live streams have.
  private func matroska(_ elements: [UInt8]) throws -> Bool {
    let bytes =
      element([0x1a, 0x45, 0xdf, 0xa3], []) + [0x18, 0x53, 0x80, 0x67, 0x01]
      + Array(repeating: 0xff, count: 7) + elements
    return try MatroskaTracks { Array(bytes.dropFirst(Int($1)).prefix($0)) }.isCropped
  }

  private let cluster: [UInt8] = [0x1f, 0x43, 0xb6, 0x75, 0x81, 0]

  @Test("is seen on any side, and only where it is of a pixel at least")
  func sides() throws {
    for side in [0xaa, 0xbb, 0xcc, 0xdd] as [UInt8] {
      #expect(try matroska(tracks(element([0x54, side], [0, 2])) + cluster))
      #expect(try !matroska(tracks(element([0x54, side], [0])) + cluster))
      #expect(try !matroska(tracks(element([0x54, side], [])) + cluster))
    }
    #expect(try !matroska(tracks([]) + cluster))
    #expect(try !matroska(cluster + tracks(element([0x54, 0xaa], [2]))))
  }

  @Test("is seen in tracks that an index has at the end")
  func moved() throws {
    func index(_ place: UInt8) -> [UInt8] {
      element(
        [0x11, 0x4d, 0x9b, 0x74],
        element(
          [0x4d, 0xbb], element([0x53, 0xab], [0x16, 0x54, 0xae, 0x6b]) + element([0x53, 0xac], [place])))
    }
    let before = UInt8(index(0).count + cluster.count)
    #expect(try matroska(index(before) + cluster + tracks(element([0x54, 0xcc], [1]))))
    #expect(try !matroska(index(before + 1) + cluster + tracks(element([0x54, 0xcc], [1]))))
  }

  private func box(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let size = content.count + 8
    return [0, 0, UInt8(size >> 8), UInt8(size & 0xff)] + Array(name.utf8) + content
  }

  private func mp4(_ clap: [UInt8], header: String = "vmhd") throws -> Bool {
    var fields = Array(repeating: UInt8(0), count: 78)
    fields.replaceSubrange(24..<28, with: [0, 128, 0, 96])
    let entry = box("avc1", fields + box("avcC", [1, 2, 3]) + clap)
    let description = box("stsd", [0, 0, 0, 0, 0, 0, 0, 1] + entry)
    let media = box("mdia", box("minf", box(header, []) + box("stbl", box("stts", []) + description)))
    let moov = box("mvhd", [0]) + box("trak", box("tkhd", [0, 0]) + media)
    return try CleanAperture(moov: 0..<Int64(moov.count)) { Array(moov.dropFirst(Int($1)).prefix($0)) }
      .isCropped
  }

  private func clap(_ width: UInt8, _ height: UInt8, over: UInt8 = 1, _ right: UInt8 = 0) -> [UInt8] {
    box(
      "clap", [(width, over), (height, over), (right, 1), (0, 1)].flatMap { [0, 0, 0, $0, 0, 0, 0, $1] })
  }

  @Test("is seen in an MP4, unless it is the whole picture")
  func aperture() throws {
    #expect(try !mp4([]))
    #expect(try !mp4(clap(128, 96)))
    #expect(try mp4(clap(126, 96)) && mp4(clap(128, 95)) && mp4(clap(128, 96, 1)))
    #expect(try mp4(clap(128, 96, over: 2)))
    #expect(try !mp4(clap(126, 96), header: "smhd"))
    #expect(try !mp4(Array(clap(126, 96).dropLast())))
  }

  @Test("is no reason to fall over whatever the bytes are")
  func anything() throws {
    var state: UInt64 = 1
    for count in 0..<3000 {
      let bytes = (0..<count % 120).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return ([0, 1, 8, 0xff, 0x18, 0x53, 0x80, 0x67, 0x11, 0x4d, 0x9b, 0x74, 0xae] as [UInt8])[
          Int(state >> 40) % 13]
      }
      _ = try MatroskaTracks { Array(bytes.dropFirst(Int(min($1, 1000))).prefix($0)) }
      _ = try CleanAperture(moov: 0..<Int64(bytes.count)) { Array(bytes.dropFirst(Int($1)).prefix($0)) }
    }
  }
}
