import API
import Configuration
import Media
import Testing

@testable import Planning

@Suite("What a film says of its light")
struct LightTests {
  private static let screen =
    "mastering-display=G(0.265,0.69)B(0.15,0.06)R(0.68,0.32)WP(0.3127,0.329)L(1000,0.005)"

  private func plan(
    _ info: MediaInfo, _ rules: Rules = Rules(), major: Int = 9, without: Set<String> = []
  ) throws -> Plan {
    var capabilities = Sample.everything
    capabilities.ffmpegMajor = major
    return try Planner.plan(
      info, path: Sample.path, rules, capabilities, excluding: without)
  }

  private func words(_ plan: Plan, _ option: String) -> [String] {
    let arguments = plan.arguments
    return zip(arguments, arguments.dropFirst()).filter { $0.0 == option }.map(\.1)
  }

  @Test("is told to SVT-AV1 in one option with everything else", arguments: [5, 9])
  func svt(major: Int) throws {
    var capabilities = Sample.everything
    (capabilities.ffmpegMajor, capabilities.versions["libsvtav1"]) = (major, "4.2")
    let plan = try Planner.plan(
      Sample.lit(nil, Sample.display()), Rules(crf: 66, filmGrain: 8), capabilities)
    #expect(
      words(plan, "-svtav1-params") == [
        "crf=66:film-grain=8:film-grain-denoise=1:\(Self.screen):content-light=1000,400"
      ])
    #expect(plan.expectation.inventory.streams[0]["content_light"] == .text("1000 400"))
    #expect(!plan.announced.contains { $0.contains("mastering") || $0.contains("light") })
  }

  @Test("is told to x265 in its own units")
  func x265() throws {
    let plan = try plan(Sample.lit(Sample.display(), nil), Rules(codec: .hevc))
    #expect(
      words(plan, "-x265-params") == [
        "master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,50):"
          + "max-cll=1000,400:hdr10=1:repeat-headers=1:log-level=error"
      ])
  }

  @Test("never has an exponent")
  func small() throws {
    let film = Sample.lit(Sample.display(least: 0.00005), nil)
    #expect(words(try plan(film), "-svtav1-params")[0].contains("L(1000,0.00005)"))
  }

  @Test("decides which encoders can be used")
  func fitness() throws {
    let (boxed, beside) = (
      Sample.matroska([Sample.video { $0.masteringDisplay = Sample.display() }]),
      Sample.lit(nil, Sample.display())
    )
    #expect(try plan(beside, Rules(preferEncoder: .nvenc)).encoder == "libsvtav1")
    let aom = Rules(encoders: ["libaom-av1", "libsvtav1"])
    #expect(try plan(beside, aom, major: 9).encoder == "libaom-av1")
    #expect(try plan(beside, aom, major: 5).encoder == "libsvtav1")
    #expect(try plan(boxed, aom, major: 5).encoder == "libaom-av1")
    #expect(
      Planner.unfit(for: beside, aom, ffmpegMajor: 5) == [
        "libaom-av1": "would lose the mastering display and the light levels"
      ])
    #expect(throws: Reason.self) { try plan(beside, aom, major: 5, without: ["libsvtav1"]) }
    do {
      _ = try plan(beside, Rules(encoders: ["librav1e"]), major: 5)
      Issue.record("a plan was made")
    } catch let reason as Reason {
      #expect(reason.code == .hdr && reason.detail.contains("librav1e: would lose the mastering display"))
    }
  }

  @Test("picture by picture goes to the one encoder that has been seen to keep it")
  func dynamic() throws {
    let film = Sample.matroska([Sample.video()]) {
      $0.pictures?.sideData = ["HDR Dynamic Metadata SMPTE2094-40 (HDR10+)"]
    }
    let keep = Rules(hdr10Plus: .keep)
    #expect(Gates.refusal(film, Rules())?.detail.contains("hdr10_plus = \"keep\"") == true)
    #expect(Gates.refusal(film, keep) == nil)
    var capabilities = Sample.everything
    #expect(throws: Reason.self) { try Planner.plan(film, keep, capabilities) }
    capabilities.keepHDR10Plus = ["libaom-av1"]
    let plan = try Planner.plan(film, keep, capabilities)
    #expect(plan.encoder == "libaom-av1" && plan.expectation.keepsDynamicLight)
    #expect(try !Planner.plan(Sample.lit(nil, nil), keep, capabilities).expectation.keepsDynamicLight)
    capabilities.ffmpegMajor = 5
    do {
      _ = try Planner.plan(film, keep, capabilities)
      Issue.record("a plan was made")
    } catch {
      #expect(error.code == .hdr10Plus && error.detail.contains("name such an ffmpeg in [ffmpeg]"))
    }
  }

  @Test("is left alone where it is like HDR10+ and something else")
  func vivid() {
    let film = Sample.matroska([Sample.video()]) {
      $0.pictures?.sideData = ["HDR Dynamic Metadata CUVA 005.1 2021 (Vivid)"]
    }
    #expect(Gates.refusal(film, Rules(hdr10Plus: .keep))?.code == .hdr10Plus)
  }

  @Test(
    "and where its chroma lies is told to whoever would forget it",
    arguments: [
      (5, "libsvtav1", "", []), (9, "libsvtav1", ":chroma_location=topleft", []),
      (
        9, "libaom-av1", ":chroma_location=topleft", ["av1_metadata=chroma_sample_position=colocated"]
      ),
    ])
  func chroma(major: Int, encoder: String, tag: String, filter: [String]) throws {
    let film = Sample.matroska([Sample.video { $0.colour.chromaLocation = "topleft" }])
    let plan = try plan(film, Rules(encoders: [encoder]), major: major)
    #expect(words(plan, "-filter:0")[0].hasSuffix("colorspace=unknown\(tag)"))
    #expect(words(plan, "-bsf:0") == filter)
  }

  @Test("and its colours are told as its pictures have them, before its headers")
  func colours() throws {
    let film = Sample.matroska([
      Sample.video { ($0.colour.transfer, $0.colour.range) = ("bt2020-10", "tv") }
    ]) { $0.pictures?.colour.transfer = "arib-std-b67" }
    let plan = try plan(film)
    #expect(
      words(plan, "-filter:0") == [
        "format=yuv420p10le,setparams=range=tv:color_primaries=unknown:color_trc=arib-std-b67:colorspace=unknown"
      ])
    #expect(plan.expectation.inventory.streams[0]["transfer"] == .text("arib-std-b67"))
  }
}
