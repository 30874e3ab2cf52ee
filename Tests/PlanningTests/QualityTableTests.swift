import Configuration
import Testing

@testable import Planning

@Suite("The tables of quality and speed")
struct QualityTableTests {
  @Test(
    "give each size its quality",
    arguments: [(.uhd, 21, 18, 3), (.qhd, 22, 19, 4), (.fullHD, 23, 20, 4), (.smaller, 24, 20, 5)]
      as [(SizeClass, Int, Int, Int)])
  func quality(size: SizeClass, av1: Int, hevc: Int, preset: Int) {
    let quality = QualityTable.quality(Rules(), .svtAV1, size, isLowBitrate: false, version: nil)
    #expect(quality == Quality(crf: av1, preset: "\(preset)"))
    let low = QualityTable.quality(Rules(codec: .hevc), .x265, size, isLowBitrate: true, version: nil)
    #expect(low.crf == hevc + 1)
  }

  @Test(
    "take one step more time for the highest tier, in each encoder's own presets",
    arguments: [
      ("libsvtav1", "3"), ("libaom-av1", "2"), ("librav1e", "4"), ("libx265", "slower"),
      ("hevc_qsv", "veryslow"),
      ("av1_nvenc", "p7"), ("av1_vaapi", "default"),
    ])
  func veryHigh(id: String, preset: String) throws {
    let row = try #require(EncoderRow.named(id))
    let rules = Rules(codec: row.codec, qualityTier: .veryHigh)
    #expect(QualityTable.quality(rules, row, .fullHD, isLowBitrate: false, version: nil).preset == preset)
  }

  @Test(
    "have three profiles, which are x265's own and their equals",
    arguments: [
      (.slow, "libx265", 24, "slow"), (.medium, "libx265", 26, "medium"), (.fast, "libx265", 28, "fast"),
      (.slow, "libsvtav1", 30, "4"), (.medium, "libsvtav1", 34, "6"), (.fast, "libsvtav1", 38, "8"),
      (.fast, "librav1e", 38, "8"), (.medium, "hevc_nvenc", 26, "p5"),
    ] as [(Profile, String, Int, String)])
  func profiles(profile: Profile, id: String, crf: Int, preset: String) throws {
    let row = try #require(EncoderRow.named(id))
    var rules = Rules(codec: row.codec, qualityTier: .veryHigh, profile: profile)
    let named = QualityTable.quality(rules, row, .uhd, isLowBitrate: true, version: nil)
    #expect(named == Quality(crf: crf, preset: preset))
    (rules.crf, rules.preset) = (19, "veryfast")
    #expect(QualityTable.quality(rules, row, .uhd, isLowBitrate: true, version: nil).crf == 19)
  }

  @Test(
    "understand a preset by number and by name",
    arguments: [
      ("libsvtav1", "8", nil, "8"), ("libsvtav1", "13", nil, "13"), ("libsvtav1", "13", "3.0.1", "10"),
      ("libsvtav1", "8", "4.2.0-151-g5ed9ffbcb", "8"), ("libaom-av1", "13", nil, "8"),
      ("libaom-av1", "0", nil, "1"),
      ("librav1e", "4", nil, "5"), ("libx265", "slower", nil, "slower"), ("libx265", "0", nil, "ultrafast"),
      ("libx265", "9", nil, "placebo"), ("hevc_qsv", "superfast", nil, "veryfast"),
      ("hevc_qsv", "veryfast", nil, "veryfast"),
      ("hevc_nvenc", "medium", nil, "p5"),
    ] as [(String, String, String?, String)])
  func presets(id: String, asked: String, version: String?, preset: String) throws {
    let row = try #require(EncoderRow.named(id))
    let rules = Rules(codec: row.codec, preset: asked)
    #expect(QualityTable.quality(rules, row, .fullHD, isLowBitrate: false, version: version).preset == preset)
  }

  @Test("follow SVT-AV1 when it renumbers its presets and lengthens its scale")
  func versions() {
    let fast = Rules(profile: .fast)
    for (version, preset) in [
      ("1.4.1", "8"), ("2.2.1", "8"), ("2.3.0", "7"), ("3.0.1", "7"), ("v4.2.0", "7"),
    ] {
      #expect(
        QualityTable.quality(fast, .svtAV1, .uhd, isLowBitrate: false, version: version).preset == preset)
    }
    #expect(PresetLadder.svt.names(EncoderVersion("2.1.0")).last == "13")
    #expect(PresetLadder.svt.names(EncoderVersion("3.1.2")).last == "10")
    #expect(QualityScale.svt.options(66, EncoderVersion("3.1.2")) == (["-crf", "63"], []))
    #expect(QualityScale.svt.options(66, EncoderVersion("4.0.0")) == ([], ["crf=66"]))
    #expect(EncoderVersion("3.5+1-f0c1022b6") == EncoderVersion(3, 5))
    #expect(EncoderVersion("works") == nil && EncoderVersion(nil) == nil && EncoderVersion("") == nil)
  }
}
