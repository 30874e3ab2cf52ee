import API
import Foundation
import Testing

extension RealMedia {
  /// Films that are cut, encoded and joined are what they would have been in one piece.
  @Suite("Segments", .timeLimit(.minutes(5)))
  struct SegmentTests {
    private struct Explained: Decodable {
      struct SegmentPlan: Decodable {
        struct Segment: Decodable {}
        var segments: [Segment]
      }
      struct Plan: Decodable {
        var division: SegmentPlan?
        var undivided: String?
      }
      var plan: Plan?
    }

    private func bench(_ drawn: SegmentCase, segment secs: Int) throws -> Bench {
      let bench = try Bench("segment_secs = \(secs)", sections: try drawn.generation.section())
      let preset = drawn.target == .svt ? "preset = \(12 + drawn.number % 2)\n" : ""
      return try bench.replacing("preset = 12", with: preset + drawn.target.toml)
    }

    private func result(_ drawn: SegmentCase, segment secs: Int) throws -> (job: JobView, film: SeenFilm) {
      let bench = try bench(drawn, segment: secs)
      try bench.add(try drawn.film())
      let (outcome, finished) = try bench.runOnce()
      let job = try #require(outcome.jobs.first, "\(outcome.waiting + outcome.skipped) \(finished.stderr)")
      try #require(job.status == .done, "\(job.reason?.description ?? "") \(finished.stderr)")
      if drawn.target == .x265, drawn.rate == .uneven, drawn.generation == .newer {
        withKnownIssue("some of these are encoded in one piece after all", isIntermittent: true) {
          #expect(job.notes == nil)
        }
      } else {
        #expect(job.notes == nil, "\(job.notes ?? [])")
      }
      return (job, try SeenFilm(URL(fileURLWithPath: job.resultPath ?? job.path)))
    }

    @Test("give the same times as one piece, and every picture in its place", arguments: SegmentCase.all)
    func same(_ drawn: SegmentCase) throws {
      let source = try SeenFilm(try drawn.film())
      let (job, film) = try result(drawn, segment: 1)
      let (whole, single) = try result(drawn, segment: 86_400)
      #expect(whole.segments?.total == 1 && job.segments?.total == job.segments?.done)
      // Of pictures that come unevenly, ffmpeg keeps a nominal length when it encodes, and the real one in a segment.
      #expect(film.difference(from: single, lasting: drawn.rate != .uneven) == nil)
      try #require(film.pictures.count == source.pictures.count)
      let (own, alone) = (film.distances(to: source), single.distances(to: source))
      let (earlier, later) = (film.distances(to: source, later: -1), film.distances(to: source, later: 1))
      let strange = own.indices.filter { own[$0] >= min(earlier[$0], later[$0]) / 2 }
      #expect(strange.isEmpty, "these pictures are others")
      // A frame that was decoded from too late a place is like no picture of the film.
      let worse = own.indices.filter { own[$0] >= 2 * alone[$0] + 4 }
      #expect(worse.isEmpty, "these pictures are worse than in one piece: \(worse.map { own[$0] })")
    }

    @Test(
      "of libaom can be joined where its headers depend on the number of threads",
      .enabled(if: Long.isAsked, Long.left))
    func threads() throws {
      let bench = try Bench(
        "encoders = [\"libaom-av1\"]\ncrf = 45\nsegment_secs = 1", sections: try Generation.newer.section())
      _ = try bench.replacing("preset = 12", with: "preset = 6")
      try bench.add(
        try Footage.make(
          "threads.mkv",
          [
            "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=24:duration=4,noise=alls=4:allf=t", "-c:v",
            "libx264",
            "-preset", "veryfast", "-crf", "14", "-g", "24", "-sc_threshold", "0", "-pix_fmt", "yuv420p",
          ]))
      let job = try #require(try bench.runOnce().outcome.jobs.first)
      #expect(job.status == .done && job.notes == nil && job.segments?.total == 4, "\(job)")
    }

    @Test("are what most films are encoded in")
    func divided() throws {
      let plans = try SegmentCase.all.map { drawn in
        let film = try bench(drawn, segment: 1)
        let path = try film.add(try drawn.film()).path
        let finished = try film.condense("explain", "--json", path)
        return try #require(try JSON.decode(Explained.self, from: Array(finished.stdout)).plan, "\(drawn)")
      }
      for (plan, drawn) in zip(plans, SegmentCase.all) {
        #expect((plan.division == nil) == (plan.undivided != nil), "\(drawn)")
      }
      let count = plans.count { $0.division.map { $0.segments.count >= 2 } ?? false }
      #expect(4 * count >= 3 * plans.count, "\(plans.compactMap(\.undivided))")
    }
  }
}
