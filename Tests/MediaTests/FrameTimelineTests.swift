import Testing

@testable import Media

@Suite("A timeline of frames")
struct FrameTimelineTests {
  /// 30000/1001 frames per second in Matroska, as ffmpeg 5.1.9 and n9.0.2 print it.
  static let matroska5 = """
    #software: Lavf59.27.100
    #tb 0: 1/1000
    #media_type 0: video
    #codec_id 0: wrapped_avframe
    #dimensions 0: 128x96
    #sar 0: 1/1
    0,          0,          0,       33,      472, 0xdd121577
    0,         33,         33,       33,      472, 0x09b812e5
    0,         67,         67,       33,      472, 0xab72116d
    """
  static let matroska9 = """
    #software: Lavf63.1.102
    #tb 0: 1/1000
    #media_type 0: video
    #codec_id 0: wrapped_avframe
    #dimensions 0: 128x96
    #sar 0: 1/1
    0,          0,          0,       33,      424, 0x6c251a8b
    0,         33,         33,       33,      424, 0x899218dc
    0,         67,         67,       33,      424, 0x6e3b1920
    """
  /// The same in MP4, by n9.0.2.
  static let mp4 = """
    #software: Lavf63.1.102
    #tb 0: 1/16000
    #media_type 0: video
    #codec_id 0: wrapped_avframe
    #dimensions 0: 128x96
    #sar 0: 1/1
    0,          0,          0,      528,      424, 0x7e82190b
    0,        528,        528,      544,      424, 0xa85c180b
    0,       1072,       1072,      528,      424, 0x8bff183f
    """

  /// The pixels of another film, by ffmpeg 5.1.9.
  static let pixels = """
    #software: Lavf59.27.100
    #tb 0: 1/24
    #media_type 0: video
    #codec_id 0: rawvideo
    #dimensions 0: 160x90
    #sar 0: 1/1
    0,          1,          1,        1,    21600, 0x25f9bc9f
    0,          2,          2,        1,    21600, 0x54d2bf50
    0,          3,          3,        1,    21600, 0x2742cb14
    """

  private func timeline(_ text: String) -> FrameTimeline {
    var timeline = FrameTimeline()
    for line in text.split(separator: "\n") { timeline.add(Array(line.utf8)) }
    return timeline
  }

  @Test("is read from what ffmpeg prints", arguments: [matroska5, matroska9])
  func recorded(text: String) {
    #expect(timeline(text).times == [0, 33, 67])
    #expect(timeline(text).timeBase == Rational(1, 1000))
  }

  @Test("is the same in another time base, within a tick of the coarser one")
  func otherBase() {
    #expect(timeline(Self.mp4).timeBase == Rational(1, 16000))
    #expect(timeline(Self.mp4).difference(from: timeline(Self.matroska5)) == nil)
    #expect(timeline(Self.matroska9).difference(from: timeline(Self.mp4)) == nil)
  }

  @Test("takes the presentation time, also before zero, and no other stream's base")
  func presentation() {
    let timeline = timeline(
      "#tb 0: 1001/30000\n#tb 1: 1/48000\n0, -2, -1, 1, 472, 0x0\n0, -1, 0, 1, 472, 0x0\nnoise\n1,2\n")
    #expect(timeline.times == [-1, 0])
    #expect(timeline.timeBase == Rational(1001, 30000))
  }

  @Test("has a checksum of each frame where pixels were looked at, and only there")
  func checksums() {
    let seen = timeline(Self.pixels)
    #expect(seen.checksums == [0x25f9bc9f, 0x54d2bf50, 0x2742cb14] && seen.times == [1, 2, 3])
    #expect(timeline(Self.matroska5).checksums.isEmpty)
    #expect(
      timeline(Self.matroska5).differingPixels(from: timeline(Self.matroska5)) == nil, "nothing is known")
    #expect(seen.differingPixels(from: seen) == 0)
    let (before, after) = seen.split(at: 2)
    #expect(before.checksums.count == 1 && after.times == [2, 3] && seen.first(1) == before)
    #expect(seen.differingPixels(from: after) == nil, "one frame less")
    #expect(seen.split(at: nil).before == seen && seen.split(at: nil).after.times.isEmpty)
    var joined = before
    joined.append(before)
    #expect(joined.differingPixels(from: seen.first(2)) == 1)
    joined.append(after.first(1))
    #expect(joined.differingPixels(from: seen) == 2)
  }

  @Test(
    "shows where time stands still or goes back",
    arguments: [([0, 1, 2], nil), ([0, 1, 1], 2), ([5, 3], 1), ([], nil), ([7], nil)] as [([Int64], Int?)])
  func disorder(times: [Int64], place: Int?) {
    #expect(FrameTimeline.made(Rational(1, 25), times).firstDisorder == place)
  }
}

extension FrameTimeline {
  /// A timeline with these times, by way of the only door there is.
  static func made(_ timeBase: Rational, _ times: [Int64]) -> FrameTimeline {
    var timeline = FrameTimeline()
    timeline.add(Array("#tb 0: \(timeBase.num)/\(timeBase.den)".utf8))
    for time in times { timeline.add(Array("0, \(time), \(time), 1, 472, 0x00000000".utf8)) }
    return timeline
  }
}
