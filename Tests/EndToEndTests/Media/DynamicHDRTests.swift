import API
import Foundation
import Testing

extension RealMedia {
  /// The HDR10+ metadata of each picture are kept, or keep the film from being touched.
  @Suite("HDR10+", .timeLimit(.minutes(5)))
  struct DynamicHDRTests {
    private func bench(_ rules: String, _ generation: Generation) throws -> Bench {
      try Bench("crf = 50\n\(rules)", sections: generation.section())
        .replacing("preset = 12", with: "preset = 8")
    }

    /// Returns the text that the newer ffmpeg's `showinfo` prints of each picture's HDR10+ metadata.
    private func light(_ film: URL) throws -> [Substring] {
      let text = try Running(
        URL(fileURLWithPath: Footage.newerFFmpeg.get()),
        ["-nostdin", "-hide_banner", "-i", film.path, "-vf", "showinfo=checksum=0", "-f", "null", "-"]
      ).finish().stderr
      return text.split(separator: "\n").compactMap { line in
        line.firstRange(of: "(HDR10+): ").map { line[$0.upperBound...] }
      }
    }

    @Test("is kept picture by picture where that is asked for and can be done")
    func kept() throws {
      let source = try DynamicFilm.whole.get()
      let bench = try bench("hdr10_plus = \"keep\"", .newer)
      let film = try bench.add(source)
      let (outcome, finished) = try bench.runOnce()
      try #require(outcome.jobs.map(\.status) == [.done], "\(outcome) \(finished.stderr)")
      #expect(outcome.jobs[0].encoder == "libaom-av1")
      let (before, after) = (try light(source), try light(film))
      #expect(before.count > 8 && Set(before).count == before.count)
      #expect(after == before)
      #expect(try SeenColours(film) == SeenColours(source))
    }

    @Test("keeps a film from being touched where it could not be kept, or nobody asked")
    func refused() throws {
      for (rules, generation, word) in [
        ("hdr10_plus = \"keep\"", Generation.debian, "ffmpeg 9"), ("", .newer, "hdr10_plus = \"keep\""),
        ("hdr10_plus = \"keep\"\nencoders = [\"libsvtav1\"]", .newer, "libaom-av1"),
      ] {
        let bench = try bench(rules, generation)
        try bench.add(try DynamicFilm.whole.get())
        let (outcome, _) = try bench.runOnce()
        #expect(outcome.skipped.map(\.reason.code) == [.hdr10Plus], "\(rules): \(outcome)")
        #expect(outcome.skipped.first?.reason.detail.contains(word) == true, "\(outcome.skipped)")
      }
    }

    /// An old ffmpeg that passes for a new one and so loses what pictures say of their light; where it cheats, it gets
    /// through the trial by not encoding at all; what only decodes it leaves alone.
    private func pretender(cheats: Bool) throws -> Bench {
      let bench = try Bench("")
      let script = """
        #!/bin/bash
        [[ " $* " == *" -version "* ]] && { echo "ffmpeg version 9.0.2 Copyright"; exit; }
        [[ \(cheats ? 1 : 0) = 1 && " $* " == *"c:0 libaom-av1"* && " $* " != *lavfi* && " $* " != *framecrc* \\
          && " $* " != *"xerror -c:0"* ]] \\
          && exec /usr/bin/ffmpeg -v error -y -i /proc/self/fd/3 -c copy -f hevc /proc/self/fd/4
        exec /usr/bin/ffmpeg "${@/#demux/-1}"
        """
      let place = bench.root.appendingPathComponent("pretender")
      try script.write(to: place, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path)
      try bench.add(try DynamicFilm.whole.get())
      return try bench.replacing(
        "preset = 12",
        with: "preset = 8\ncrf = 50\nhdr10_plus = \"keep\"\n[ffmpeg]\nffmpeg = \"\(place.path)\"")
    }

    @Test("that gets lost in a trial is reason enough not to begin")
    func lostInTrial() throws {
      let skipped = try pretender(cheats: false).runOnce().outcome.skipped
      #expect(skipped.map(\.reason.code) == [.hdr10Plus])
      #expect(skipped.first?.reason.detail.contains("a test encode lost HDR10+") == true, "\(skipped)")
    }

    @Test("that gets lost in a job is reason enough not to replace")
    func lostInJob() throws {
      let jobs = try pretender(cheats: true).runOnce().outcome.jobs
      #expect(jobs.map(\.reason?.code) == [.verificationFailed], "\(jobs)")
      #expect(
        jobs.first?.reason?.detail.contains("HDR10+ metadata of the video: said 0 times") == true, "\(jobs)")
    }

    @Test("that begins later is found all the same", arguments: Generation.allCases)
    func late(_ generation: Generation) throws {
      let bench = try bench("", generation)
      try bench.add(try DynamicFilm.late.get())
      let (outcome, _) = try bench.runOnce()
      #expect(outcome.jobs.map(\.reason?.code) == [.hdr10Plus], "\(outcome)")
    }
  }
}
