import Testing

@testable import Media

@Suite("A crop that only a container knows of")
struct CropTests {
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
    return try CleanAperture(moov: 0..<Int64(moov.count), in: Bytes(moov).reader()).isCropped
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
      _ = try MatroskaLayout(
        EBML(size: Int64(bytes.count)) { Array(bytes.dropFirst(Int(min($1, 1000))).prefix($0)) },
        withAttachments: true)
      _ = try CleanAperture(moov: 0..<Int64(bytes.count), in: Bytes(bytes).reader())
    }
  }
}
