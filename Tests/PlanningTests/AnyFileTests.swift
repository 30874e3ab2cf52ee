import API
import Configuration
import Media
import Platform
import Testing

@testable import Planning

/// SplitMix64 (Steele, Lea, Flood 2014): the same files in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func one<Value>(of values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &self)]
  }
}

@Suite("Any file under any rules on any machine")
struct AnyFileTests {
  private let cases =
    GateCase.ordinary + GateCase.lit + GateCase.video + GateCase.codec + GateCase.picture + GateCase.light
    + GateCase.containers

  private func file(_ random: inout SeededGenerator) -> (MediaInfo, Path) {
    var info = random.one(of: cases).info
    info.container.duration = random.one(of: [nil, 0, 0.04, 60, 7200])
    info.container.size = random.one(of: [0, 1, 40_000_000, 4_000_000_000, 90_000_000_000])
    if random.one(of: [true, false]), let video = info.streams.firstIndex(where: { $0.kind == .video }) {
      info.streams[video].codec = random.one(of: ["h264", "hevc", "av1", "vp9", "mpeg2video", "odd", nil])
      info.streams[video].width = random.one(of: [nil, 0, 63, 641, 1920, 7680])
      info.streams[video].height = random.one(of: [nil, 64, 361, 1080, 4320])
    }
    let names = [
      "a.mkv", "F.2013.1080p.WEB-DL.mkv", "F.2013.1080p.BluRay.mkv", "NF/F.mkv", "", "\u{fffd}/\u{1}.mp4",
    ]
    return (info, Path(random.one(of: names)))
  }

  private func rules(_ random: inout SeededGenerator) -> Rules {
    Rules(
      codec: random.one(of: Codec.allCases), skipCodecs: random.one(of: [[], ["av1", "vvc"], ["h264"]]),
      onlyCodecs: random.one(of: [[], ["h264"], ["hevc", "av1"]]),
      preferEncoder: random.one(of: [nil] + EncoderFamily.allCases),
      encoders: random.one(of: [[], ["libsvtav1"], ["libx265", "librav1e"]]),
      crf: random.one(of: [nil, 0, 24, 63]), preset: random.one(of: [nil, "0", "13", "slow"]),
      qualityTier: random.one(of: QualityTier.allCases), profile: random.one(of: [nil] + Profile.allCases),
      filmGrain: random.one(of: [0, 8, 50]), maxSizeRatio: random.one(of: [0.1, 0.9, 1]),
      minSavingsPercent: random.one(of: [0, 50, 99]))
  }

  private func capabilities(_ random: inout SeededGenerator) -> Capabilities {
    var capabilities = Sample.everything
    for id in capabilities.whyNot.keys.sorted() where random.one(of: [true, false]) {
      capabilities.whyNot[id] = .some("it crashed")
    }
    capabilities.ffmpegMajor = random.one(of: [5, 9])
    return capabilities
  }

  /// The whole decision as text: a reason, or every byte of a plan.
  private func verdict(_ info: MediaInfo, _ path: Path, _ rules: Rules, _ capabilities: Capabilities) throws
    -> String
  {
    if let reason = Gates.refusal(info, path: path, rules) { return reason.description }
    do {
      return String(
        decoding: try JSON.line(Planner.plan(info, path: path, rules, capabilities)), as: UTF8.self)
    } catch let reason as Reason {
      return reason.description
    }
  }

  @Test("has one verdict, the same each time", arguments: 1...4)
  func oneVerdict(seed: UInt64) throws {
    var (random, plans) = (SeededGenerator(seed: seed), 0)
    for _ in 0..<1000 {
      let (info, path) = file(&random)
      let (rules, capabilities) = (rules(&random), capabilities(&random))
      let first = try verdict(info, path, rules, capabilities)
      #expect(try first == verdict(info, path, rules, capabilities))
      #expect(!first.isEmpty)
      plans += first.hasPrefix("{") ? 1 : 0
    }
    #expect(plans > 20)
  }

  @Test("is never encoded once it has our mark", arguments: 1...4)
  func neverTwice(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<1000 {
      var (info, path) = file(&random)
      let rules = rules(&random)
      guard let container = ContainerRow.own(info).first,
        let video = info.streams.firstIndex(where: { $0.kind == .video })
      else { continue }
      info.streams[video].codec = random.one(of: ["av1", "hevc"])
      let tag = ProvenanceTag.written(
        in: container, ProvenanceTag.value("libsvtav1", Quality(crf: 23, preset: "4"))
      ).tag
      info.container.tags[random.one(of: [tag.name, tag.name.lowercased(), tag.name.uppercased()])] =
        tag.value
      let reason = Gates.refusal(info, path: path, rules)
      #expect(reason != nil)
      // Only what is no single, sound, open video at all is refused before the mark is looked at.
      if let video = info.videos.first, info.videos.count == 1, video.width ?? 0 > 0, video.height ?? 0 > 0,
        info.pictures?.count ?? 1 > 0, reason?.code != .encrypted
      {
        #expect(reason?.code == .alreadyCondensed, "\(reason?.description ?? "encoded") \(info)")
      }
    }
  }
}
