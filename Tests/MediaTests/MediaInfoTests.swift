import API
import Testing

@testable import Media

@Suite("What ffprobe prints becomes")
struct MediaInfoTests {
  @Test("a Matroska file with subtitles")
  func matroska() throws {
    let info = try #require(try Fixture.info(Fixture.subtitledMatroska, size: 4711))
    #expect(info.container.formats == ["matroska", "webm"])
    #expect(info.container.size == 4711)
    #expect(info.streams.map(\.kind) == [.video, .audio, .subtitle])
    #expect(info.streams.map(\.codec) == ["h264", "ac3", "ass"])
    #expect(info.streams.map(\.index) == [0, 1, 2])
    let video = try #require(info.videos.first)
    #expect(video.pixelFormat == "yuv420p" && video.fieldOrder == "progressive")
    #expect(video.timeBase == Rational(1, 1000))
    #expect(video.language == nil && video.tag(named: "language") == "und")
    #expect(video.tag(named: "creation_time") == "2016-05-31 17:01:35")
    #expect(info.streams[2].dispositions == ["default"])
    #expect(info.streams[2].name == "subtitle stream 2 (ass)")
    #expect(info.chapters.isEmpty && info.pictures == nil && info.packets == nil)
  }

  @Test("an attachment with its name and type")
  func attachment() throws {
    let stream = try #require(try Fixture.info(Fixture.matroskaAttachment)?.streams.last)
    #expect(stream.kind == .attachment && stream.codec == nil)
    #expect(stream.tags == ["filename": "test_attachment.txt", "mimetype": "text/plain"])
    #expect(stream.name == "attachment stream 2 (unknown codec)")
  }

  @Test("a cover that is no video")
  func cover() throws {
    let info = try #require(try Fixture.info(Fixture.coverMP4))
    #expect(info.videos.map(\.index) == [0])
    #expect(info.covers.map(\.index) == [2])
    #expect(info.covers.first?.dispositions == ["attached_pic"])
    #expect(info.covers.first?.colour.range == "pc")
    #expect(info.container.majorBrand == "isom")
    #expect(info.videos.first?.frameCount == 60)
    #expect(info.videos.first?.tag == "avc1")
    #expect(info.videos.first?.timeBase == Rational(1, 15360))
  }

  @Test("chapters, and the text track that holds them")
  func chapters() throws {
    let info = try #require(try Fixture.info(Fixture.chaptersMP4))
    #expect(info.chapters == [Chapter(start: 0, end: 10, title: "Chapter 01")])
    #expect(info.streams.last?.kind == .data && info.streams.last?.tag == "text")
    #expect(info.videos.first?.language == "eng")
    #expect(info.videos.first.map { [$0.width, $0.height] } == [256, 110])
  }

  @Test("a rotation, sound and rates")
  func rotation() throws {
    let info = try #require(try Fixture.info(Fixture.rotatedMP4))
    let video = try #require(info.videos.first)
    #expect(video.displayMatrix == [0, -65536, 0, 65536, 0, 0, 0, 0, 1_073_741_824])
    #expect(video.sideData == ["Display Matrix"])
    #expect(video.averageRate == Rational(25, 1))
    #expect(video.sampleAspect == Rational(1, 1))
    #expect(video.duration == 3 && video.startTime == 0 && info.container.duration == 3.008)
    let audio = try #require(info.streams.last)
    #expect(audio.channels == 6 && audio.sampleRate == 48000)
    #expect(audio.averageRate == nil, "0/0 is no rate")
    #expect(audio.timeBase == Rational(1, 48000))
  }

  @Test("a Dolby Vision record and streams without a codec")
  func dolbyVision() throws {
    let info = try #require(try Fixture.info(Fixture.dolbyVisionMOV))
    #expect(info.container.majorBrand == "qt  ")
    let video = try #require(info.videos.first)
    #expect(video.sideData == ["DOVI configuration record", "Display Matrix"])
    #expect(video.colour.transfer == "arib-std-b67" && video.pixelFormat == "yuv420p10le")
    #expect(info.streams.dropFirst(2).map(\.codec) == [nil, nil, nil])
    #expect(Set(info.streams.dropFirst(2).map(\.kind)) == [.data])
  }

  @Test(
    "a look at the first pictures",
    arguments: [
      (
        Fixture.interlacedPictures,
        PictureSample(count: 3, interlaced: true, sideData: ["AVPanScan", "GOP timecode"])
      ),
      (Fixture.plainPictures, PictureSample(count: 3, interlaced: false, sideData: [])),
      (
        Fixture.hdrPictures,
        PictureSample(
          count: 3, interlaced: false,
          sideData: [
            "Mastering display metadata", "Content light level metadata",
            "H.26[45] User Data Unregistered SEI message", "HDR Dynamic Metadata SMPTE2094-40 (HDR10+)",
          ])
      ), ("{}", PictureSample(count: 0, interlaced: false, sideData: [])),
    ])
  func pictures(json: String, sample: PictureSample) throws { #expect(try Fixture.pictures(json) == sample) }

  @Test("nothing, when it says only why not")
  func failure() throws {
    #expect(try Fixture.info(Fixture.failure) == nil)
    let report = try JSON.decode(ProbeReport.self, from: Array(Fixture.failure.utf8))
    #expect(report.error?.code == -1_094_995_529)
  }

  @Test("the same value after a way through JSON")
  func codable() throws {
    let info = try #require(try Fixture.info(Fixture.coverMP4))
    #expect(try JSON.decode(MediaInfo.self, from: JSON.line(info)) == info)
  }
}
