import API
import Configuration
import Media
import Platform
import Testing

@testable import Planning

@Suite("The gates")
struct GatesTests {
  @Test("let the ordinary pass", arguments: GateCase.ordinary + GateCase.lit)
  func ordinary(_ file: GateCase) {
    #expect(Gates.refusal(file.info, file.rules) == nil)
    #expect(Gates.ask(file.info, file.rules).map(\.gate) == Gates.all.map(\.name))
  }

  @Test(
    "refuse the rest, each for its own reason",
    arguments: GateCase.video + GateCase.codec + GateCase.picture + GateCase.light + GateCase.containers)
  func refusals(_ file: GateCase) {
    let reason = Gates.refusal(file.info, file.rules)
    #expect(reason?.code == file.code, "\(reason?.description ?? "passed")")
    #expect(reason?.detail.isEmpty == false)
  }

  @Test("stop at the first refusal")
  func order() {
    let info = Sample.matroska([Sample.video { ($0.codec, $0.fieldOrder) = ("av1", "tt") }])
    let answers = Gates.ask(info, Rules())
    #expect(answers.count < Gates.all.count)
    #expect(answers.dropLast().allSatisfy { if case .success = $0.result { true } else { false } })
    #expect(Gates.refusal(info, Rules())?.code == .alreadyTargetCodec)
  }

  /// An MP4 of 100 s and 2400 frames, with what a walk over its packets found.
  private func walked(_ change: (inout PacketScan.Stream, inout PacketScan.Stream) -> Void) -> MediaInfo {
    var video = PacketScan.Stream(), audio = PacketScan.Stream()
    (video.count, video.first, video.end) = (2400, 0, 100_000)
    (audio.count, audio.first, audio.end) = (4000, 0, 100_000)
    change(&video, &audio)
    return Sample.mp4([Sample.video { $0.frameCount = 2400 }, Sample.audio()]) {
      $0.container.duration = 100
      $0.packets = PacketScan()
      $0.packets?.streams = [0: video, 1: audio]
    }
  }

  @Test("let a file pass whose packets are what its header claims")
  func whole() {
    #expect(Gates.refusal(walked { _, _ in }, Rules()) == nil)
    #expect(Gates.refusal(walked { video, _ in (video.count, video.discarded) = (2390, 10) }, Rules()) == nil)
    #expect(
      Gates.refusal(walked { video, audio in (video.end, audio.end) = (98_500, 98_500) }, Rules()) == nil)
  }

  @Test("count a packet of a byte or two as a frame that is there")
  func repeatedFrames() {
    // VP9 shows a frame again in a single byte.
    #expect(Gates.refusal(walked { video, _ in (video.count, video.tiny) = (2390, 10) }, Rules()) == nil)
  }

  @Test("refuse what is not all there, or out of order")
  func broken() {
    let cases: [(String, ReasonCode, MediaInfo)] = [
      ("truncated", .sourceDamaged, walked { video, audio in (video.end, audio.end) = (50_000, 50_000) }),
      ("frames missing", .sourceDamaged, walked { video, _ in video.count = 2399 }),
      ("no video packet", .sourceDamaged, walked { video, _ in video.count = 0 }),
      ("untimed video", .timestamps, walked { video, _ in video.untimed = 1 }),
      ("untimed sound", .timestamps, walked { _, audio in audio.untimed = 1 }),
      ("video backwards", .timestamps, walked { video, _ in video.backwards = 1 }),
      ("sound backwards", .timestamps, walked { _, audio in audio.backwards = 3 }),
      ("pictures at one time", .timestamps, walked { video, _ in video.repeated = 1 }),
    ]
    for (name, code, info) in cases { #expect(Gates.refusal(info, Rules())?.code == code, "\(name)") }
  }
}
