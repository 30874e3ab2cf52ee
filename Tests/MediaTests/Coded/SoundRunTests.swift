import Testing

@testable import Media

@Suite("How sound is made up")
struct SoundRunTests {
  private func runs(_ lines: [String]) -> [Int: [SoundRun]] {
    var runs: [Int: [SoundRun]] = [:]
    for line in lines {
      if let (stream, run) = SoundScan.run(Array(line.utf8)) { runs[stream, default: []].add(run) }
    }
    return runs
  }

  private func line(_ stream: Int, _ layout: String, _ rate: Int, newer: Bool = false) -> String {
    "[ashowinfo@s\(stream) @ 0x55b69657aac0] [info] n:0 pts:0 pts_time:0 \(newer ? "" : "pos:-1 ")fmt:fltp "
      + "channels:1 chlayout:\(layout) rate:\(rate) nb_samples:1024 checksum:1EE8F45A plane_checksums: [ 1EE8F45A ]"
  }

  @Test("is read from both ffmpegs' lines, stream by stream", arguments: [false, true])
  func lines(_ newer: Bool) {
    let seen = runs([
      line(1, "stereo", 48000, newer: newer), line(12, "2 channels (FL+FR)", 44100, newer: newer), "frame=1",
      line(1, "stereo", 48000, newer: newer), "[ashowinfo@s1 @ 0x5] [info] 2262F6EC ]",
      line(1, "mono", 48000),
    ])
    #expect(seen[1]?.map(\.description) == ["stereo at 48000 Hz", "mono at 48000 Hz"])
    #expect(seen[1]?.map(\.samples) == [2048, 1024])
    #expect(seen[12]?.first?.layout == "2 channels (FL+FR)")
  }

  @Test("is told apart by every change and by its length")
  func differences() {
    let (one, two) = (
      SoundRun(rate: 48000, layout: "mono", samples: 90_000),
      SoundRun(rate: 44100, layout: "mono", samples: 9)
    )
    let longer = SoundRun(rate: 48000, layout: "mono", samples: 94_000)
    #expect(
      [one, two].difference(from: [one, two]) == nil && [longer, two].difference(from: [one, two]) == nil)
    #expect([one].difference(from: [one, two]) != nil && [two, one].difference(from: [one, two]) != nil)
    #expect([two, longer, two].difference(from: [two, one, two])?.hasPrefix("94000 samples") == true)
    let wrong = SoundRun(rate: 48000, layout: "mono", samples: .min)
    #expect([wrong].difference(from: [SoundRun(rate: 48000, layout: "mono", samples: .max)]) != nil)
  }

  @Test("has an end, however often it changes")
  func most() {
    var runs: [SoundRun] = []
    for number in 0..<5000 { runs.add(SoundRun(rate: number, layout: "mono", samples: .max)) }
    #expect(runs.count == 1000)
  }
}
