import API
import Foundation
import Testing

extension RealMedia {
  /// Every row of the container table, with real sources, on both generations of ffmpeg.
  @Suite("Containers", .timeLimit(.minutes(10)))
  struct ContainerTests {
    /// `condense compare --json`.
    private struct Comparison: Decodable {
      struct Difference: Decodable { var place: String, field: String, after: String? }
      var differences: [Difference]
      var b: Listed
    }

    @Test(
      "keep everything in AV1, or say what they do not", arguments: Generation.allCases, ["skip", "convert"])
    func av1(_ generation: Generation, _ allowed: String) throws {
      try check(ContainerCase.av1, "av1", generation, allowed)
    }

    @Test("keep everything in HEVC", arguments: Generation.allCases)
    func hevc(_ generation: Generation) throws {
      try check(ContainerCase.hevc, "hevc", generation, "skip")
    }

    private func check(_ cases: [ContainerCase], _ codec: String, _ generation: Generation, _ allowed: String)
      throws
    {
      let bench = try Bench(
        "codec = \"\(codec)\"\ncrf = 48\nmax_size_ratio = 1\non_unsupported = \"\(allowed)\"",
        sections: try generation.section())
      if codec == "hevc" { _ = try bench.replacing("preset = 12", with: "preset = \"ultrafast\"") }
      let cases = cases.filter { $0.outcomes[allowed] != nil }
      for source in cases { try bench.add(try Footage.made(source), as: source.name) }
      let (outcome, finished) = try bench.runOnce()
      for source in cases {
        let wanted = (generation == .debian ? source.older : nil) ?? source.outcomes[allowed]
        switch wanted {
        case .refused(let code):
          #expect(outcome.code(source.name) == code, "\(source.name)\n\(finished.stderr)")
        case .done(let name, let announced):
          #expect(outcome.code(source.name) == nil, "\(source.name): \(why(source.name, outcome))")
          let original = bench.library.appendingPathComponent(source.name + ".orig")
          let result = bench.library.appendingPathComponent(name)
          guard FileManager.default.fileExists(atPath: original.path) else { continue }
          try expect(announced, bench, original, result)
          for difference in try Witness.differences(original, result, codec: codec)
          where !announced.contains(where: { $0.hasSuffix(" language") && difference.contains("Language") }) {
            Issue.record("\(source.name), \(generation): \(difference)")
          }
        case nil: break
        }
      }
    }

    private func why(_ name: String, _ outcome: RunOutcome) -> String {
      (outcome.waiting + outcome.skipped).first { $0.path.hasSuffix("/" + name) }?.reason.detail
        ?? outcome.jobs.first { $0.path.hasSuffix("/" + name) }?.reason?.detail ?? "not looked at"
    }

    /// Nothing differs but what was announced, and all that was announced does.
    private func expect(_ announced: [String], _ bench: Bench, _ original: URL, _ result: URL) throws {
      let compared = try bench.condense("compare", "--json", original.path, result.path)
      try #require(!compared.stdout.isEmpty, "\(compared.stderr)")
      let comparison = try JSON.decode(Comparison.self, from: Array(compared.stdout))
      let differences = comparison.differences
      for disagreement in try Witness.disagreements(comparison.b, result) {
        Issue.record("\(result.lastPathComponent): \(disagreement)")
      }
      let unusual = differences.filter { difference in
        !(difference.place.hasPrefix("video") && ["codec", "pixel_format"].contains(difference.field))
          && !["tag condense", "tag comment"].contains(difference.field)
      }
      #expect(
        Set(unusual.map { "\($0.place) \($0.field)" }) == Set(announced),
        "\(result.lastPathComponent): \(unusual)")
    }
  }
}
