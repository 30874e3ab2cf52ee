import API
import Configuration
import Media
import Testing

@testable import Planning

@Suite("The encoder of a plan")
struct EncoderChoiceTests {
  private static let film = Sample.matroska([Sample.video()])

  private func plan(
    _ rules: Rules, excluding: Set<String> = [], _ change: (inout Capabilities) -> Void = { _ in }
  )
    throws -> Plan
  {
    var capabilities = Sample.everything
    change(&capabilities)
    return try Planner.plan(Self.film, path: Sample.path, rules, capabilities, excluding: excluding)
  }

  @Test("is the next one when one has failed with this file")
  func excluding() throws {
    #expect(try plan(Rules()).encoder == "libsvtav1")
    #expect(try plan(Rules(), excluding: ["libsvtav1"]).encoder == "libaom-av1")
    #expect(try plan(Rules(preferEncoder: .qsv), excluding: ["av1_qsv"]).encoder == "libsvtav1")
    do {
      _ = try plan(Rules(encoders: ["librav1e"]), excluding: ["librav1e"])
      Issue.record("a plan was made")
    } catch let reason as Reason {
      #expect(reason.code == .encoderUnavailable && reason.detail.contains("librav1e: failed with this file"))
    }
  }

  @Test("is opened with its device, and fed from it")
  func device() throws {
    let arguments = try plan(Rules(preferEncoder: .vaapi)).arguments
    let device = try #require(arguments.firstIndex(of: "-init_hw_device"))
    #expect(arguments[device...].prefix(4) == ["-init_hw_device", "vaapi=hw", "-filter_hw_device", "hw"])
    #expect(device < arguments.firstIndex(of: "-i") ?? 0)
    #expect(arguments.contains { $0.hasPrefix("format=p010le,hwupload,setparams=") })
    #expect(try !plan(Rules()).arguments.contains("-init_hw_device"))
  }

  @Test("makes grain where it can, and says where it cannot")
  func grain() throws {
    let svt = try plan(Rules(filmGrain: 8)) { $0.versions["libsvtav1"] = "1.4.1" }
    #expect(svt.arguments.contains("film-grain=8"))
    #expect(svt.announced.contains { $0.hasPrefix("the film's grain is taken out") })
    let newer = try plan(Rules(filmGrain: 8)) { $0.versions["libsvtav1"] = "2.3.0" }
    #expect(newer.arguments.contains("film-grain=8:film-grain-denoise=1"))
    let aom = try plan(Rules(encoders: ["libaom-av1"], filmGrain: 8))
    #expect(!aom.arguments.contains { $0.contains("film-grain") })
    #expect(aom.announced.contains { $0.hasPrefix("film_grain (8) is not applied: libaom-av1 cannot") })
    #expect(try !plan(Rules()).announced.contains { $0.contains("grain") })
  }

  @Test("must save what the rules ask for, by whichever of the two is stricter")
  func savings() throws {
    #expect(try plan(Rules(maxSizeRatio: 0.9, minSavingsPercent: 30)).expectation.maxBytes == 700_000_000)
    #expect(try plan(Rules(maxSizeRatio: 0.5, minSavingsPercent: 30)).expectation.maxBytes == 500_000_000)
  }
}
