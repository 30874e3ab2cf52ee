import Foundation
import Testing
import TestSupport

/// A film of a kind that is hard to cut, and how it is to be encoded.
struct SegmentCase: CustomTestStringConvertible, Sendable {
  /// A codec and how its key pictures come.
  enum Coding: String, CaseIterable {
    case h264, h264Open, h264Refresh, h264Single, h264Short, hevc, hevcOpen, hevcRefresh, hevcSingle,
      hevcShort
    case mpeg2, mpeg2Open, mpeg2Single, mpeg2Short, mpeg4, mpeg4Single, mpeg4Short, vp9, vp9Single, vp9Short
  }
  /// How often pictures come.
  enum Rate: String, CaseIterable { case pal, film, uneven }
  /// Where the film's clock and its streams begin.
  enum Start: String, CaseIterable { case zero, latePicture, lateSound, late, cut }
  /// The encoder.
  enum Target: String, CaseIterable {
    case svt, x265, aom, rav1e

    /// Its lines of the configuration.
    var toml: String {
      switch self {
      case .svt: "crf = 45"
      case .x265: "crf = 32\ncodec = \"hevc\"\npreset = \"ultrafast\""
      case .aom: "crf = 45\nencoders = [\"libaom-av1\"]\npreset = 8"
      case .rav1e: "crf = 45\nencoders = [\"librav1e\"]\npreset = 10"
      }
    }
  }

  let number: Int, coding: Coding, rate: Rate, start: Start, container: String, secs: Int, target: Target
  let generation: Generation

  var testDescription: String {
    "\(number): \(secs) s of \(coding), \(rate), \(start), \(container), \(target), \(generation)"
  }

  /// As many as CONDENSE_CASES asks for; otherwise a few.
  static let all: [SegmentCase] = {
    var decks = Decks()
    let count = ProcessInfo.processInfo.environment["CONDENSE_CASES"].flatMap(Int.init) ?? 4
    return (0..<count).map { decks.deal($0) }
  }()

  /// The values that cases are drawn from, such that all of them come up equally often.
  private struct Decks {
    var random = SplitMix(state: 1)
    var codings: [Coding] = [], rates: [Rate] = [], starts: [Start] = [], containers: [String] = []
    var targets: [Target] = [], generations: [Generation] = []

    mutating func deal(_ number: Int) -> SegmentCase {
      let coding = draw(\.codings, Coding.allCases)
      let container = draw(\.containers, ["mkv", "mkv", "mkv", "mp4", "mp4", "mp4", "mov", "ts"])
      let (rate, start) = (draw(\.rates, Rate.allCases), draw(\.starts, Start.allCases))
      let secs = Int.random(in: 3...9, using: &random)
      let target = draw(\.targets, Array(repeating: .svt, count: 10) + Target.allCases)
      let isFit = !coding.rawValue.hasPrefix("vp9") || ["mkv", "mp4"].contains(container)
      // Such a cut gives two pictures the same time, or hides sound for too long.
      let isUnfit = [.mpeg2Short, .mpeg4Short].contains(coding) || container == "mov"
      return SegmentCase(
        number: number, coding: coding, rate: rate, start: start == .cut && isUnfit ? .late : start,
        container: isFit ? container : "mkv", secs: secs,
        target: target == .x265 && coding.rawValue.hasPrefix("hevc") ? .svt : target,
        generation: draw(\.generations, Generation.allCases))
    }

    mutating func draw<Card>(_ deck: WritableKeyPath<Decks, [Card]>, _ all: [Card]) -> Card {
      if self[keyPath: deck].isEmpty { self[keyPath: deck] = all.shuffled(using: &random) }
      return self[keyPath: deck].removeLast()
    }
  }
}
