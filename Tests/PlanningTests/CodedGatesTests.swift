import API
import Configuration
import Media
import Testing

@testable import Planning

@Suite("What all of the coded frames say")
struct CodedGatesTests {
  private func film(
    _ container: String = "matroska", _ codec: String = "aac", _ change: (inout MediaInfo) -> Void = { _ in }
  ) -> MediaInfo {
    Sample.matroska([Sample.video(), Sample.audio(1, codec)]) {
      $0.coded = CodedScan()
      change(&$0)
    }
  }

  private func runs(_ rates: Int...) -> [SoundRun] {
    rates.map { SoundRun(rate: $0, layout: "stereo", samples: 90_000) }
  }

  @Test("a second layer is refused by its own name, by the headers at once, and wherever it begins")
  func layers() {
    let told = Sample.mp4([Sample.video { $0.layers = ["a record of another layer (lhvC)"] }])
    #expect(Gates.refusal(told, Rules())?.code == .layeredVideo)
    let found = film { $0.coded?.layers = ["units of layer 1 (HEVC)": 12] }
    #expect(Gates.refusal(found, Rules())?.code == .layeredVideo)
    #expect(Gates.refusal(found, Rules())?.detail.contains("12 units of layer 1 (HEVC)") == true)
    #expect(Gates.refusal(film(), Rules()) == nil)
    let garbage = film {
      $0.coded?.layers = ["slices of a depth (H.264 type 21)": 2]
      $0.coded?.malformed = 9
    }
    #expect(Gates.refusal(garbage, Rules())?.code == .sourceDamaged)
    #expect(Gates.refusal(film { $0.coded?.malformed = 9 }, Rules()) == nil)
    #expect(!ReasonCode.layeredVideo.isTransient && !ReasonCode.layeredVideo.isWaiting)
  }

  @Test("colours that change are refused, by the container and by the frames")
  func colours() {
    let written = Sample.mp4([Sample.video { $0.colourChanges = true }])
    #expect(Gates.refusal(written, Rules())?.code == .changingColours)
    var (one, other) = (Colour(), Colour())
    (one.transfer, other.transfer) = ("bt709", "arib-std-b67")
    #expect(Gates.refusal(film { $0.coded?.colours = [one, other] }, Rules())?.code == .changingColours)
    #expect(Gates.refusal(film { $0.coded?.colours = [one] }, Rules()) == nil)
  }

  @Test(
    "sound that changes is refused where one record decides", arguments: ["aac", "opus", "flac", "pcm_s16le"])
  func oneRecord(_ codec: String) {
    let changing = film("matroska", codec) { $0.coded?.sound = [1: runs(48000, 44100)] }
    #expect(Gates.refusal(changing, Rules())?.code == .changingAudio)
    #expect(Gates.refusal(film("matroska", codec) { $0.coded?.sound = [1: runs(48000)] }, Rules()) == nil)
  }

  @Test(
    "sound that says in every frame how it changes is kept and announced",
    arguments: ["ac3", "eac3", "mp2", "dts"])
  func everyFrame(_ codec: String) throws {
    let info = film("matroska", codec) { $0.coded?.sound = [1: runs(48000, 44100)] }
    #expect(Gates.refusal(info, Rules()) == nil)
    let plan = try Planner.plan(info, Rules(), Sample.everything)
    #expect(
      plan.announced.contains { $0.contains("changes on the way (stereo at 48000 Hz, stereo at 44100 Hz)") })
    #expect(plan.expectation.streams.map { $0.sound?.count } == [nil, 2])
    #expect(
      try Planner.plan(film("matroska", codec), Rules(), Sample.everything).expectation.streams[1].sound
        == nil)
  }

  @Test("a container's word on colours gets into the command, samples as they are, and is announced")
  func container() throws {
    let info = Sample.mp4([
      Sample.video {
        ($0.written.matrix, $0.written.range) = ("bt709", "pc")
        ($0.colour.matrix, $0.colour.range) = ("smpte170m", "tv")
      }
    ])
    let plan = try Planner.plan(info, Rules(), Sample.everything)
    let filter = plan.arguments.first { $0.contains("setparams=") } ?? ""
    #expect(filter.contains("scale=in_range=full:out_range=full") && filter.contains("range=pc"))
    #expect(filter.contains("colorspace=bt709"))
    #expect(plan.announced.count { $0.contains("by its container") } == 2, "\(plan.announced)")
    #expect(plan.expectation.inventory.streams[0]["matrix"] == .text("bt709"))
  }

  @Test("a range that only the container takes back is kept as it is")
  func limited() throws {
    let info = Sample.mp4([
      Sample.video { ($0.pixelFormat, $0.written.range, $0.colour.range) = ("yuvj420p", "tv", "pc") }
    ])
    let plan = try Planner.plan(info, Rules(), Sample.everything)
    let filter = plan.arguments.first { $0.contains("setparams=") } ?? ""
    #expect(filter.contains("scale=in_range=limited:out_range=limited") && filter.contains("range=tv"))
    #expect(filter.hasPrefix("extractplanes=") && filter.contains("format=yuv420p,"))
  }
}
