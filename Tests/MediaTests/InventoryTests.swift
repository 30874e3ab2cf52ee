import API
import Testing

@testable import Media

@Suite("An inventory")
struct InventoryTests {
  private func info(_ change: (inout MediaInfo) -> Void = { _ in }) -> MediaInfo {
    var video = MediaStream(index: 0, kind: .video, codec: "h264")
    (video.width, video.height, video.pixelFormat, video.averageRate) = (640, 360, "yuv420p", Rational(25, 1))
    var audio = MediaStream(index: 1, kind: .audio, codec: "aac")
    (audio.channels, audio.channelLayout, audio.sampleRate) = (2, "stereo", 48000)
    audio.tags = ["language": "eng", "title": "Main"]
    var text = MediaStream(index: 2, kind: .subtitle, codec: "subrip")
    text.dispositions = ["forced"]
    var info = MediaInfo(
      container: Container(formats: ["matroska", "webm"], size: 1, tags: ["title": "A Film"]),
      streams: [video, audio, text], chapters: [Chapter(start: 0, end: 5, title: "One")])
    info.packets = PacketScan()
    for index in 0..<3 {
      var seen = PacketScan.Stream()
      (seen.first, seen.end) = (Int64(index), 5000)
      info.packets?.streams[index] = seen
    }
    change(&info)
    return info
  }

  private func differences(_ change: (inout MediaInfo) -> Void) -> [String] {
    Inventory(info(change)).differences(from: Inventory(info())).map(\.description)
  }

  @Test("is the same for the same file, and survives being written down")
  func same() throws {
    #expect(differences { _ in } == [])
    let inventory = Inventory(info())
    #expect(try JSON.decode(Inventory.self, from: JSON.line(inventory)) == inventory)
  }

  static let changes: [(String, @Sendable (inout MediaInfo) -> Void)] = [
    ("container of the file: WebM, not Matroska", { $0.container.isWebM = true }),
    ("tag title of the file: none, not A Film", { $0.container.tags = [:] }),
    ("codec of video stream 0: av1, not h264", { $0.streams[0].codec = "av1" }),
    ("size of video stream 0: 642x360, not 640x360", { $0.streams[0].width = 642 }),
    (
      "pixel_format of video stream 0: yuv420p10le, not yuv420p",
      { $0.streams[0].pixelFormat = "yuv420p10le" }
    ),
    ("range of video stream 0: pc, not tv", { $0.streams[0].pixelFormat = "yuvj420p" }),
    ("transfer of video stream 0: bt709, not none", { $0.streams[0].colour.transfer = "bt709" }),
    ("pixel_aspect of video stream 0: 1.33333, not 1.0", { $0.streams[0].sampleAspect = Rational(4, 3) }),
    ("field_order of video stream 0: tt, not progressive", { $0.streams[0].fieldOrder = "tt" }),
    ("crop of the file: yes, not none", { $0.container.isCropped = true }),
    ("display_matrix of video stream 0: 0 1 2, not none", { $0.streams[0].displayMatrix = [0, 1, 2] }),
    ("language of audio stream 1: fre, not eng", { $0.streams[1].tags["language"] = "fra" }),
    ("language of audio stream 1: en-GB, not eng", { $0.streams[1].fullLanguage = "en-GB" }),
    ("title of audio stream 1: none, not Main", { $0.streams[1].tags["title"] = nil }),
    ("channels of audio stream 1: 6, not 2", { $0.streams[1].channels = 6 }),
    ("channel_layout of audio stream 1: 5.1, not stereo", { $0.streams[1].channelLayout = "5.1" }),
    ("sample_rate of audio stream 1: 44100, not 48000", { $0.streams[1].sampleRate = 44100 }),
    (
      "dispositions of subtitle stream 2: default forced, not forced",
      { $0.streams[2].dispositions.insert("default") }
    ),
    ("stream of subtitle stream 2: none, not subtitle subrip", { $0.streams.removeLast() }),
    ("order of streams of the file: ", { $0.streams.swapAt(1, 2) }),
    ("start of subtitle stream 2: 0.012, not 0.002", { $0.packets?.streams[2]?.first = 12 }),
    ("end of audio stream 1: 5.1, not 5.0", { $0.packets?.streams[1]?.end = 5100 }),
    ("chapters of the file: 0, not 1", { $0.chapters = [] }),
    ("title of chapter 1: Two, not One", { $0.chapters[0].title = "Two" }),
    ("start of chapter 1: 0.5, not 0.0", { $0.chapters[0].start = 0.5 }),
    (
      "mastering_luminance_max of video stream 0: 1000.0, not none",
      {
        $0.streams[0].masteringDisplay = MasteringDisplay(
          chromaticities: [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.3127, 0.329], minLuminance: 0.005,
          maxLuminance: 1000)
      }
    ),
    (
      "content_light of video stream 0: 1000 400, not none",
      { $0.streams[0].contentLight = ContentLight(max: 1000, average: 400) }
    ),
  ]

  @Test("names what is not the same", arguments: changes.indices)
  func named(_ number: Int) {
    let (sentence, change) = Self.changes[number]
    #expect(differences(change).contains { $0.hasPrefix(sentence) }, "\(differences(change))")
  }

  @Test("takes no heed of what describes the file, of rounding, and of where the clock begins")
  func heedless() {
    #expect(differences { $0.container.tags["ENCODER"] = "Lavf60" } == [])
    #expect(differences { $0.streams[0].tags["BPS-eng"] = "12" } == [])
    let (one, other) = (
      info { $0.container.tags["Some Key-deu"] = "a" }, info { $0.container.tags["SOME_KEY-ger"] = "a" }
    )
    #expect(Inventory(one).differences(from: Inventory(other)).isEmpty)
    #expect(differences { $0.streams[0].tags["handler_name"] = "VideoHandler" } == [])
    #expect(
      differences {
        $0.streams[1].tags["language"] = "eng"; $0.packets?.streams[1]?.first = 2
      } == [])
    let late = info {
      $0.container.startTime = 5
      for index in 0..<3 {
        $0.packets?.streams[index]?.first = 5000 + Int64(index)
        $0.packets?.streams[index]?.end = 10_000
      }
      ($0.chapters[0].start, $0.chapters[0].end) = (5, 10)
    }
    // Of Matroska's clock players show where it begins.
    let fields = Inventory(late).differences(from: Inventory(info())).map(\.field)
    #expect(fields == ["beginning"])
  }

  @Test("leaves out tracks that only hold chapters, or a timecode that the video has as well")
  func told() {
    let mp4 = info {
      $0.container.formats = ["mov", "mp4"]
      var chapters = MediaStream(index: 3, kind: .data, codec: "bin_data")
      chapters.tag = "text"
      var timecode = MediaStream(index: 4, kind: .data, codec: nil)
      timecode.tag = "tmcd"
      $0.streams += [chapters, timecode]
      $0.streams[0].tags["timecode"] = "01:00:00:00"
    }
    #expect(Inventory(mp4).numbers == [0, 1, 2])
    var untold = mp4
    untold.streams[0].tags = [:]
    #expect(Inventory(untold).numbers == [0, 1, 2, 4])
  }
}
