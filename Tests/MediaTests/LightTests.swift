import Testing

@testable import Media

@Suite("What ffprobe prints of a film's light")
struct LightTests {
  private static let display = MasteringDisplay(
    chromaticities: [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.3127, 0.329], minLuminance: 0.005,
    maxLuminance: 1000)

  @Test("is read from beside the pictures")
  func pictures() throws {
    let sample = try Fixture.pictures(Fixture.litPictures)
    #expect(sample.masteringDisplay == Self.display)
    #expect(sample.contentLight == ContentLight(max: 1000, average: 400))
    #expect(sample.colour.transfer == "smpte2084" && !sample.hdr10Changes)
  }

  @Test("is read from the container, and is the same there within what formats can say")
  func container() throws {
    var info = try #require(try Fixture.info(Fixture.litMatroska))
    let seen = try #require(info.videos.first?.masteringDisplay)
    #expect(seen != Self.display && seen.matches(Self.display))
    info.pictures = try Fixture.pictures(Fixture.litPictures)
    #expect(info.hdr10Fault == nil)
    #expect(info.videos.first.map(info.hdr10)?.contentLight == ContentLight(max: 1000, average: 400))
    let (both, one) = (Inventory(info), try #require(try Fixture.info(Fixture.litMatroska)))
    #expect(both.differences(from: Inventory(one)).isEmpty)
  }

  @Test("contradicts itself when container and pictures differ")
  func fault() throws {
    var info = try #require(try Fixture.info(Fixture.litMatroska))
    info.pictures = try Fixture.pictures(Fixture.litPictures)
    info.pictures?.masteringDisplay?.maxLuminance = 4000
    #expect(
      info.hdr10Fault
        == "its container says of the mastering display 0.68 0.32 0.265 0.69 0.15 0.06 0.3127 0.329, "
        + "0.005 to 1000.0 cd/m2, its pictures say 0.68 0.32 0.265 0.69 0.15 0.06 0.3127 0.329, 0.005 to 4000.0 cd/m2"
    )
  }

  @Test("counts for nothing where it says nothing")
  func nothing() throws {
    let sample = try Fixture.pictures(Fixture.emptyPictures)
    #expect(sample.hdr10.isEmpty && sample.colour == Colour())
  }

  @Test("is told by the pictures where the header disguises it")
  func disguise() throws {
    var stream = MediaStream(index: 0, kind: .video, codec: "hevc")
    (stream.pixelFormat, stream.colour.transfer) = ("yuv420p10le", "bt2020-10")
    var info = MediaInfo(container: Container(formats: ["matroska"], size: 1), streams: [stream])
    #expect(info.needsPictures && info.colour(of: stream).transfer == "bt2020-10")
    info.pictures = try Fixture.pictures(Fixture.disguisedPictures)
    #expect(info.colour(of: stream).transfer == "arib-std-b67")
  }

  @Test("and chroma that is sited nowhere is sited left", arguments: [nil, "left"])
  func chroma(location: String?) {
    var stream = MediaStream(index: 0, kind: .video, codec: "h264")
    (stream.pixelFormat, stream.colour.chromaLocation) = ("yuv420p", location)
    let info = MediaInfo(container: Container(formats: ["matroska"], size: 1), streams: [stream])
    #expect(Inventory(info).streams[0]["chroma_location"] == nil)
  }
}
