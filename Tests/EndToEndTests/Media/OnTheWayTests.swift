import API
import Foundation
import Testing

extension RealMedia {
  /// Streams and properties that begin or change in the middle of a film.
  @Suite("On the way", .timeLimit(.minutes(10)))
  struct OnTheWayTests {
    private func bench(_ generation: Generation) throws -> Bench {
      try Bench("crf = 50", sections: try generation.section())
    }

    /// Two parts of a transport stream, one after the other.
    static func joined(_ name: String, _ parts: [[String]], newer: Bool = false) throws -> URL {
      var all = Data()
      for (number, part) in parts.enumerated() {
        let place = Footage.directory.appendingPathComponent("\(number)-\(name).part.ts")
        // A gap between them: without one the clock would go back.
        let late = number == 0 ? [] : ["-output_ts_offset", "2.5"]
        try tool(
          newer ? Footage.newerFFmpeg.get() : "ffmpeg",
          ["-nostdin", "-v", "error", "-y"] + part + late + ["-f", "mpegts", place.path])
        all += try Data(contentsOf: place)
      }
      let raw = Footage.directory.appendingPathComponent("\(name).raw.ts")
      try all.write(to: raw)
      return try Footage.make("\(name).ts", ["-i", raw.path, "-map", "0", "-c", "copy"])
    }

    static let picture = ["-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=2,noise=alls=8:allf=t"]
    static let x264 = [
      "-c:v", "libx264", "-preset", "veryfast", "-crf", "6", "-pix_fmt", "yuv420p", "-bf", "0",
    ]

    /// HEVC with transparency, as its encoder has it since ffmpeg 9.
    private static let alpha = Result { () -> URL in
      let url = Footage.directory.appendingPathComponent("alpha.mp4")
      try tool(
        Footage.newerFFmpeg.get(),
        [
          "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i",
          "testsrc2=size=160x90:rate=25:duration=2,format=yuva420p",
        ]
          + ["-c:v", "libx265", "-x265-params", "log-level=error", "-tag:v", "hvc1", url.path])
      return url
    }

    private struct Told: Decodable {
      struct Sum: Decodable { var files: Int }
      var skippedByReason: [String: Sum]
    }

    @Test("a second layer is found in every container, and in the middle", arguments: Generation.allCases)
    func layers(_ generation: Generation) throws {
      let alpha = try Self.alpha.get()
      let bench = try bench(generation)
      try bench.add(alpha)
      for name in ["alpha.mov", "alpha.mkv", "alpha.ts"] {
        try bench.add(
          try Footage.make(
            name, ["-i", alpha.path, "-c", "copy"] + (name == "alpha.mov" ? ["-tag:v", "hvc1"] : [])))
      }
      let plain =
        Self.picture + ["-c:v", "libx265", "-x265-params", "log-level=error", "-pix_fmt", "yuv420p"]
      try bench.add(try Self.joined("late-alpha", [plain, ["-i", alpha.path, "-c", "copy"]]))
      let plan = try bench.condense("plan", "--json").stdout
      let sums = try JSON.decode(Told.self, from: Array(plan)).skippedByReason
      let told = (sums["layered_video"] ?? sums["layeredVideo"])?.files
      // Streams and properties that only begin later, or have no headers of their own, are seen before the job.
      #expect(told ?? 0 >= 3)
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.isEmpty)
      #expect(
        outcome.skipped.map(\.reason.code) == Array(repeating: .layeredVideo, count: 5),
        "\(outcome.skipped) \(finished.stderr)")
    }

    @Test("AAC that changes is refused, AC-3 that changes is kept as it is", arguments: Generation.allCases)
    func audio(_ generation: Generation) throws {
      func sound(_ rate: Int, _ channels: Int, _ codec: String) -> [String] {
        Self.picture + ["-f", "lavfi", "-i", "sine=440:r=\(rate):d=2"] + Self.x264
          + ["-ac", "\(channels)", "-c:a", codec, "-b:a", "192k"]
      }
      let bench = try bench(generation)
      try bench.add(try Self.joined("rate", [sound(48000, 2, "aac"), sound(44100, 2, "aac")]))
      try bench.add(try Self.joined("channels", [sound(48000, 1, "aac"), sound(48000, 2, "aac")]))
      try bench.add(try Self.joined("ac3", [sound(48000, 2, "ac3"), sound(48000, 6, "ac3")]))
      try bench.add(try Self.joined("mp2", [sound(48000, 1, "mp2"), sound(48000, 2, "mp2")]))
      try bench.add(try Self.joined("same", [sound(48000, 2, "aac"), sound(48000, 2, "aac")]))
      let explained = try bench.condense("explain", bench.library.appendingPathComponent("ac3.ts").path).text
      #expect(explained.contains("changes on the way (stereo at 48000 Hz, 5.1"), "\(explained)")
      let (outcome, finished) = try bench.runOnce()
      for name in ["rate.ts", "channels.ts"] {
        #expect(outcome.code(name) == "changing_audio", "\(outcome.jobs)")
      }
      #expect(outcome.jobs.map(\.status) == [.done, .done, .done], "\(outcome.jobs) \(finished.stderr)")
    }

    @Test("colours that change are refused before any work", arguments: Generation.allCases)
    func colours(_ generation: Generation) throws {
      func part(_ words: String) -> [String] {
        Self.picture + Self.x264 + ["-bsf:v", "h264_metadata=\(words)"]
      }
      let sdr = part("colour_primaries=1:transfer_characteristics=1:matrix_coefficients=1")
      let hlg = part("colour_primaries=9:transfer_characteristics=18:matrix_coefficients=9")
      let bench = try bench(generation)
      try bench.add(try Self.joined("hlg", [sdr, hlg]))
      try bench.add(
        try Self.joined("range", [part("video_full_range_flag=0"), part("video_full_range_flag=1")]))
      let mpeg2 = Self.picture + ["-c:v", "mpeg2video", "-q:v", "2", "-bf", "0"]
      try bench.add(
        try Self.joined(
          "mpeg2",
          [
            mpeg2 + [
              "-bsf:v", "mpeg2_metadata=colour_primaries=1:transfer_characteristics=1:matrix_coefficients=1",
            ],
            mpeg2 + [
              "-bsf:v", "mpeg2_metadata=colour_primaries=5:transfer_characteristics=5:matrix_coefficients=5",
            ],
          ]))
      try bench.add(try Self.joined("constant", [sdr, sdr]))
      let (outcome, finished) = try bench.runOnce()
      for name in ["hlg.ts", "range.ts", "mpeg2.ts"] {
        #expect(
          outcome.skipped.first { $0.path.hasSuffix(name) }?.reason.code == .changingColours, "\(outcome)")
      }
      #expect(outcome.jobs.map(\.status) == [.done], "\(outcome.jobs) \(finished.stderr)")
    }

    @Test("colours that change where no header tells of it end the encode", arguments: Generation.allCases)
    func net(_ generation: Generation) throws {
      func part(_ matrix: String) throws -> URL {
        try Footage.make(
          "\(matrix).webm",
          Self.picture + [
            "-c:v", "libvpx-vp9", "-crf", "10", "-b:v", "0", "-deadline", "realtime", "-cpu-used", "8",
          ]
            + ["-colorspace", matrix])
      }
      let list = Footage.directory.appendingPathComponent("vp9.txt")
      try ["bt709", "smpte170m"].map { "file '\(try part($0).path)'\n" }.joined().write(
        to: list, atomically: true, encoding: .utf8)
      let film = try Footage.make(
        "matrices.mkv", ["-f", "concat", "-safe", "0", "-i", list.path, "-c", "copy"])
      let bench = try bench(generation)
      try bench.add(film)
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map { $0.reason?.code } == [.changingColours], "\(outcome) \(finished.stderr)")
    }
  }
}
