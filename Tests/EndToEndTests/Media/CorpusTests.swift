import API
import Foundation
import Testing

/// The folder of real files, when there is one.
private let corpus = ProcessInfo.processInfo.environment["CONDENSE_CORPUS"].map { URL(fileURLWithPath: $0) }

extension RealMedia {
  /// Real files of every kind, from outside the repository, shared between both generations of ffmpeg.
  @Suite(
    "The corpus", .enabled(if: corpus != nil, "CONDENSE_CORPUS is not set"), .timeLimit(.minutes(15)))
  struct CorpusTests {
    @Test(
      "every file ends done, skipped or failed with its reason, and none is lost",
      arguments: Generation.allCases)
    func everyFile(_ generation: Generation) throws {
      let corpus = try #require(corpus)
      let expectations = try Self.expectations()
      let bench = try Bench(
        "crf = 55\nsegment_secs = 4\nmax_concurrent_jobs = 2\n\(Self.extensions)",
        sections: try generation.section())
      var originals: [String: URL] = [:]
      for (number, name) in try Self.names(corpus).enumerated() where Self.isFor(generation, name, number) {
        let source = corpus.appendingPathComponent(name)
        let target = bench.library.appendingPathComponent(name)
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: source, to: target)
        originals[name] = source
      }
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.files == originals.count)
      // A file that one encoder fails with has a job with the next.
      #expect(Set(outcome.jobs.map(\.path) + outcome.skipped.map(\.path)).count == originals.count)
      for (name, source) in originals {
        let seen = outcome.code(name) ?? "done"
        if let expected = expectations[name] {
          #expect(expected.contains(seen), "\(name): \(seen)\n\(finished.stderr)")
        }
        let kept = bench.library.appendingPathComponent(name + (seen == "done" ? ".orig" : ""))
        #expect(FileManager.default.contentsEqual(atPath: kept.path, andPath: source.path), "\(name)")
      }
      let done = outcome.jobs.filter { $0.status == .done }
      let hasPlain = originals.keys.contains { $0.hasPrefix(Self.plain) }
      #expect(done.count >= (hasPlain ? 40 : Long.isAsked ? 30 : 15))
      #expect(done.count { $0.segments?.total ?? 1 > 1 } >= (hasPlain ? 15 : Long.isAsked ? 5 : 2))
      let unjoined = outcome.jobs.filter { $0.notes?.contains { $0.contains("in one piece") } ?? false }
      #expect(unjoined.isEmpty, "\(unjoined.map { ($0.path, $0.notes) })")
      #expect(bench.leftovers().isEmpty)
      let again = try bench.runOnce().outcome
      #expect(again.unchanged == originals.count && again.jobs.isEmpty && again.skipped.isEmpty)
    }

    private static func names(_ corpus: URL) throws -> [String] {
      try FileManager.default.subpathsOfDirectory(atPath: corpus.path).sorted().filter { name in
        let values = try corpus.appendingPathComponent(name).resourceValues(forKeys: [.isRegularFileKey])
        return values.isRegularFile == true && name != "MANIFEST.tsv"
      }
    }

    /// Plain films, and the longest: one ffmpeg is enough for them, where there is time.
    private static let plain = "bench/"

    /// Where there is time, every other file goes through both.
    private static func isFor(_ generation: Generation, _ name: String, _ number: Int) -> Bool {
      guard !name.hasPrefix(Self.plain) else { return generation == .debian && Long.isAsked }
      return Long.isAsked || number.isMultiple(of: 2) == (generation == .debian)
    }

    private static let extensions = """
      extensions = ["mkv", "mp4", "m4v", "mov", "avi", "webm", "ts", "ps", "flv", "f4v", "ogg", "3gp", "m3u8", "heic", "264", \
      "opus", "m4a"]
      """

    /// Returns the expected outcome of each file, by its path, with the kind of file that it is: `corpus.tsv`
    /// beside this file.
    ///
    /// Whether a result is small enough depends on the encoder's build as well.
    private static func expectations() throws -> [String: Set<String>] {
      let table = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "corpus.tsv")
      let rows = try String(contentsOf: table, encoding: .utf8).split(separator: "\n").dropFirst()
      return Dictionary(
        uniqueKeysWithValues: rows.map { row in
          let fields = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
          let sized: Set = ["done", "insufficient_savings"]
          return (fields[0], sized.contains(fields[1]) ? sized : [fields[1]])
        })
    }
  }
}
