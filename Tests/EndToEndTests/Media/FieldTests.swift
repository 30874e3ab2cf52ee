import API
import Foundation
import Testing

extension RealMedia {
  /// `deinterlace = "bwdif"`: one full picture of every two fields, each at its own time.
  @Suite("Fields", .timeLimit(.minutes(5)))
  struct FieldTests {
    private func bench(_ generation: Generation) throws -> Bench {
      try Bench("crf = 20\ndeinterlace = \"bwdif\"", sections: try generation.section()).replacing(
        "preset = 12", with: "preset = 10")
    }

    private func times(_ file: URL) throws -> [Double] {
      let text = try tool(
        "ffprobe",
        [
          "-v", "error", "-select_streams", "v:0", "-show_entries", "frame=pts_time", "-of", "csv=p=0",
          file.path,
        ])
      let times = String(decoding: text, as: UTF8.self).split { $0 == "\n" || $0 == "," }.compactMap {
        Double($0)
      }
      return times.map { $0 - (times.first ?? 0) }
    }

    /// The result's pictures against the source's, made whole in a way.
    private func likeness(_ film: URL, _ source: URL, _ filter: String) throws -> Double {
      func planes(_ file: URL, _ format: String, _ filters: [String]) throws -> Planes {
        try Planes(file, format, (128, 96), within: (128, 96), pictures: 4, filters: filters)
      }
      return try planes(film, "yuv420p10le", []).likeness(to: planes(source, "yuv420p", [filter]))
    }

    private func whole(_ order: Shapes.Order) -> String {
      "bwdif=mode=send_frame:parity=\(order.rawValue):deint=all"
    }

    @Test("are taken in their order, and every picture keeps its time", arguments: Generation.allCases)
    func order(_ generation: Generation) throws {
      let uneven = "select='not(eq(n,7)+eq(n,8)+eq(n,15))',setpts=PTS+5/TB"
      var sources: [(Shapes.Order, URL)] = [
        (.tff, try Shapes.fields(.tff, Shapes.x264, "h264.mp4")),
        (.bff, try Shapes.fields(.bff, Shapes.mpeg2, "mpeg2.mkv")),
        (.tff, try Shapes.fields(.tff, Shapes.mpeg2, "broadcast.ts")),
      ]
      let vfr = ["-c:v", "libx264", "-fps_mode", "passthrough", "-preset", "veryfast", "-crf", "1"]
      sources.append((.bff, try Shapes.fields(.bff, vfr, "uneven.mkv", filters: uneven)))
      let bench = try bench(generation)
      for (_, source) in sources { try bench.add(source) }
      let (outcome, finished) = try bench.runOnce()
      for (order, source) in sources {
        let name = source.lastPathComponent
        let job = try #require(
          outcome.jobs.first { $0.path.hasSuffix("/" + name) }, "\(name) \(outcome.skipped)")
        try #require(job.status == .done, "\(name): \(job.reason?.description ?? finished.stderr)")
        let film = URL(fileURLWithPath: job.resultPath ?? job.path)
        let (before, after) = (try times(source), try times(film))
        #expect(before.count == after.count && before.count > 20, "\(name)")
        #expect(zip(before, after).allSatisfy { abs($0 - $1) < 0.002 }, "\(name): \(before) \(after)")
        let other: Shapes.Order = order == .tff ? .bff : .tff
        let (right, wrong) = (
          try likeness(film, source, whole(order)), try likeness(film, source, whole(other))
        )
        #expect(right > wrong + 6, "\(name)")
      }
    }

    @Test(
      "that come and go are made whole, and the other pictures are left alone", arguments: Generation.allCases
    )
    func mixed(_ generation: Generation) throws {
      let bench = try bench(generation).replacing("crf = 20", with: "crf = 40")
      let source = try Footage.lateFields.get()
      let film = try bench.add(source)
      #expect(
        try bench.condense("explain", film.path).text.contains(
          "two fields, should there be any, are made whole"))
      let (outcome, finished) = try bench.runOnce()
      try #require(outcome.jobs.map(\.status) == [.done], "\(outcome.jobs) \(finished.stderr)")
      #expect(try times(film).count == times(source).count)
    }

    @Test("that only the pictures tell of are announced")
    func unmarked() throws {
      let bench = try bench(.debian)
      let source = try Shapes.fields(.tff, Shapes.mpeg2, "mpeg2.avi")
      let film = try bench.add(source)
      let text = try bench.condense("explain", film.path).text
      #expect(text.contains("becomes progressive"), "\(text)")
      #expect(try bench.runOnce().outcome.jobs.map(\.status) == [.done])
    }
  }
}
