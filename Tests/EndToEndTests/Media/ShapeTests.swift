import API
import Foundation
import Testing

extension RealMedia {
  /// Pictures of every kind: kept sample by sample, or refused by name.
  @Suite("Shapes and samples", .timeLimit(.minutes(5)))
  struct ShapeTests {
    private func stream(_ file: URL, _ entries: String) throws -> String {
      let text = try tool(
        "ffprobe",
        ["-v", "error", "-select_streams", "v:0", "-show_entries", entries, "-of", "csv=p=0", file.path])
      return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func bench(_ toml: String, _ generation: Generation) throws -> Bench {
      let preset = toml.contains("hevc") ? "preset = \"ultrafast\"" : "preset = 10"
      return try Bench("crf = 24\n" + toml, sections: try generation.section()).replacing(
        "preset = 12", with: preset)
    }

    @Test(
      "are kept, in bits and in every plane", arguments: Generation.allCases,
      [ShapeGroup.av1, .rav1e, .hevc])
    func kept(_ generation: Generation, _ group: ShapeGroup) throws {
      let bench = try bench(group.toml, generation)
      for kind in group.kinds { try bench.add(try Shapes.clip(kind)) }
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.count == group.kinds.count, "\(finished.stderr) \(outcome.skipped)")
      for kind in group.kinds {
        let job = try #require(outcome.jobs.first { $0.path.hasSuffix("/" + kind.name) }, "\(kind.name)")
        try #require(job.status == .done, "\(kind.name): \(job.reason?.description ?? "")")
        let film = URL(fileURLWithPath: job.resultPath ?? job.path)
        let size = kind.size(generation)
        let seen = try stream(film, "stream=width,height,pix_fmt").replacingOccurrences(
          of: "yuvj", with: "yuv")
        #expect(seen == "\(size.0),\(size.1),\(kind.result)", "\(kind.name)")
        let before = try Planes(
          try Shapes.clip(kind), kind.planar ?? kind.format, kind.size, within: kind.size)
        // Full range video is read as it is, under the name that does not make ffmpeg scale it.
        let after = try Planes(film, try stream(film, "stream=pix_fmt"), size, within: kind.size)
        // A lost range costs ten decibels more than these encoders do at this quality.
        #expect(after.likeness(to: before) > 36, "\(kind.name)")
      }
    }

    @Test("whose encoder is not the first one are explained with it")
    func explained() throws {
      let bench = try bench("", .debian)
      let film = try bench.add(
        try Shapes.file("explained.mkv") { path in
          try Shapes.make(path, "testsrc=size=128x96:rate=12", ["-vf", "format=yuv422p"] + Shapes.x264)
        })
      let text = try bench.condense("explain", film.path).text
      #expect(text.contains("encoder    libaom-av1 "), "\(text)")
      #expect(text.contains("the first choice that works (libsvtav1 cannot encode yuv422p)"), "\(text)")
    }

    @Test("that would be lost are refused by name")
    func refused() throws {
      func clip(_ name: String, _ arguments: [String]) throws -> URL {
        try Shapes.file(name) { try Shapes.make($0, "testsrc=size=128x96:rate=12", arguments) }
      }
      let plain = try clip("whole.mkv", Shapes.x264 + ["-pix_fmt", "yuv420p"])
      let files = [
        ("pixel_format", try clip("alpha.mkv", ["-vf", "format=yuva420p"] + Shapes.ffv1)),
        (
          "pixel_format",
          try clip("mode.webm", ["-vf", "format=yuva420p", "-c:v", "libvpx-vp9", "-cpu-used", "8"])
        ),
        ("pixel_format", try clip("411.mkv", ["-vf", "format=yuv411p"] + Shapes.ffv1)),
        (
          "unsupported_shape",
          try Shapes.file("crop-at-the-end.mkv") { path in
            try FileManager.default.copyItem(atPath: plain.path, toPath: path)
            try tool("mkvpropedit", ["-q", path, "--edit", "track:v1", "--set", "pixel-crop-right=2"])
          }
        ),
        (
          "unsupported_shape",
          try Shapes.file("crop.mkv") { path in
            try tool("mkvmerge", ["-q", "-o", path, "--cropping", "0:0,2,0,0", plain.path])
          }
        ),
        (
          "unsupported_shape",
          try Shapes.file("aperture.mp4") { path in
            let cropped = try Shapes.place.get().appendingPathComponent("crop.mkv").path
            try tool(
              try Footage.newerFFmpeg.get(),
              ["-nostdin", "-v", "error", "-y", "-i", cropped, "-c", "copy", path])
          }
        ),
      ]
      let bench = try bench("", .debian)
      for (_, file) in files { try bench.add(file) }
      try bench.add(plain)
      let (outcome, finished) = try bench.runOnce()
      for (code, file) in files {
        #expect(outcome.code(file.lastPathComponent) == code, "\(file.lastPathComponent) \(finished.stderr)")
      }
      #expect(outcome.jobs.map(\.status) == [.done], "\(outcome.jobs)")
    }

    @Test("keep the shape of their pixels and the way they are turned", arguments: Generation.allCases)
    func turned(_ generation: Generation) throws {
      let bench = try bench("film_grain = 10", generation)
      let wide = try Shapes.file("wide.mkv") { path in
        try Shapes.make(
          path, "testsrc=size=128x96:rate=12", ["-vf", "format=yuv420p,setsar=64/45"] + Shapes.x264)
      }
      let turned = try Shapes.file("turned.mp4") { path in
        try tool(
          "ffmpeg",
          [
            "-nostdin", "-v", "error", "-y", "-i", wide.path, "-c", "copy", "-metadata:s:v", "rotate=90",
            path,
          ])
      }
      let films = [try bench.add(wide), try bench.add(turned)]
      let explained = try bench.condense("explain", films[0].path).text
      #expect(explained.contains("players put artificial grain back (film_grain 10)"), "\(explained)")
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done, .done], "\(outcome.jobs) \(finished.stderr)")
      for film in films {
        #expect(try stream(film, "stream=sample_aspect_ratio").hasPrefix("64:45"), "\(film)")
      }
      let rotation = "stream_side_data=rotation"
      #expect(try stream(films[1], rotation) == stream(turned, rotation))
      #expect(try stream(turned, rotation).contains("90"))
    }
  }
}
