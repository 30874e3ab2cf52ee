import API
import Foundation
import Testing

extension RealMedia {
  /// Colours of which container and coded video do not say the same, or what cannot be.
  @Suite("Colours by the container", .timeLimit(.minutes(10)))
  struct ContainerColourTests {
    private static let picture = [
      "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=1,noise=alls=8:allf=t",
    ]
    private static let x264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "4", "-pix_fmt", "yuv420p"]

    private func done(_ films: [URL], _ generation: Generation) throws -> [String: URL] {
      let bench = try Bench("crf = 30", sections: try generation.section())
      for film in films { try bench.add(film) }
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.count == films.count, "\(outcome)")
      var results: [String: URL] = [:]
      for job in outcome.jobs {
        #expect(job.status == .done, "\(job) \(finished.stderr)")
        let name = URL(fileURLWithPath: job.path).lastPathComponent
        let kept = Footage.directory.appendingPathComponent("\(generation)-\(UUID())-" + name)
        try FileManager.default.copyItem(at: URL(fileURLWithPath: job.resultPath ?? job.path), to: kept)
        results[name] = kept
      }
      return results
    }

    /// The numbers that an MP4's container itself says; nil where it says none.
    private func colr(_ film: URL) throws -> [UInt8]? {
      let bytes = try Data(contentsOf: film)
      return bytes.range(of: Data("colr".utf8)).map { box in
        [5, 7, 9].map { bytes[box.upperBound + $0] }
      }
    }

    @Test("its word counts, and is written in both", arguments: Generation.allCases)
    func both(_ generation: Generation) throws {
      let plain = try Footage.make(
        "bt601.mkv",
        Self.picture + Self.x264
          + ["-bsf:v", "h264_metadata=colour_primaries=6:transfer_characteristics=6:matrix_coefficients=6"])
      let words = [
        "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv",
      ]
      let mp4 = try Footage.make(
        "said.mp4", ["-i", plain.path, "-c", "copy"] + words + ["-movflags", "write_colr"])
      #expect(try colr(mp4) == [1, 1, 1])
      let mkv = try Footage.make("said.mkv", ["-i", plain.path, "-c", "copy"])
      try tool(
        "mkvpropedit",
        [
          mkv.path, "--edit", "track:v1", "--set", "color-matrix-coefficients=1", "--set",
          "color-primaries=1", "--set",
          "color-transfer-characteristics=1",
        ])
      let results = try done([mp4, mkv], generation)
      for (name, film) in results {
        let seen = try SeenColours(film)
        #expect([seen.primaries, seen.transfer, seen.matrix] == ["bt709", "bt709", "bt709"], "\(name)")
      }
      #expect(try results["said.mp4"].flatMap(colr) == [1, 1, 1])
      if let film = results["said.mkv"] {
        let said = String(decoding: try tool("mkvinfo", [film.path]), as: UTF8.self)
        #expect(said.contains("matrix coefficients: 1") && said.contains("primaries: 1"), "\(said)")
      }
    }

    @Test(
      "a range that it corrects changes no sample", arguments: Generation.allCases, ["yuv420p", "yuvj420p"])
    func range(_ generation: Generation, _ format: String) throws {
      let (own, said) = format == "yuv420p" ? ("tv", "pc") : ("pc", "tv")
      let plain = try Footage.make(
        "plain-\(format).mkv",
        Self.picture
          + ["-c:v", "libx264", "-preset", "veryfast", "-crf", "4", "-pix_fmt", format, "-color_range", own])
      let film = try Footage.make(
        "range-\(format).mkv", ["-i", plain.path, "-c", "copy", "-color_range", said])
      let result = try #require(try done([film], generation).values.first)
      #expect(try SeenColours(result).range == said)
      let before = try Planes(plain, format, (160, 90), within: (160, 90))
      let after = try Planes(result, "yuv420p10le", (160, 90), within: (160, 90))
      #expect(after.likeness(to: before) > 30)
    }

    @Test("of VP8 are what WebM says", arguments: Generation.allCases)
    func vp8(_ generation: Generation) throws {
      let film = try Footage.make(
        "vp8.webm",
        Self.picture + ["-c:v", "libvpx", "-b:v", "4M", "-color_primaries", "bt709", "-color_trc", "bt709"]
          + ["-colorspace", "bt709"])
      let result = try #require(try done([film], generation).values.first)
      let seen = try SeenColours(result)
      #expect([seen.primaries, seen.transfer, seen.matrix] == ["bt709", "bt709", "bt709"])
    }

    @Test(
      "RGB with 4:2:0 cannot be, and becomes unspecified", arguments: Generation.allCases,
      ["libsvtav1", "librav1e", "libaom-av1"])
    func identity(_ generation: Generation, _ encoder: String) throws {
      let film = try Footage.make(
        "gbr.mkv", Self.picture + Self.x264 + ["-bsf:v", "h264_metadata=matrix_coefficients=0"])
      let bench = try Bench("crf = 40\nencoders = [\"\(encoder)\"]", sections: try generation.section())
        .replacing(
          "preset = 12", with: "preset = 8")
      let place = try bench.add(film)
      let text = try bench.condense("explain", place.path).text
      #expect(text.contains("the matrix of its colours, gbr, cannot be that of yuv420p frames"), "\(text)")
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(outcome) \(finished.stderr)")
      #expect(try SeenColours(place).matrix == nil)
      for decoder in ["libdav1d", "libaom-av1"] {
        _ = try tool(
          "ffmpeg", ["-v", "error", "-xerror", "-c:v", decoder, "-i", place.path, "-f", "null", "-"])
      }
    }
  }
}
