import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// Encoders that show other pictures, without a complaint and with every frame at its time.
  @Suite("Other pictures", .timeLimit(.minutes(5)))
  struct PictureTests {
    /// Two seconds that move, with a key frame each second.
    private static let film = Result {
      try Footage.make(
        "moving.mkv",
        [
          "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24:duration=2,noise=alls=4:allf=t", "-c:v",
          "libx264",
          "-preset", "veryfast", "-crf", "14", "-g", "24", "-sc_threshold", "0", "-pix_fmt", "yuv420p",
        ])
    }

    /// A bench whose ffmpeg puts a filter before the encoder.
    private func bench(_ filter: String, _ toml: String = "") throws -> Bench {
      let bench = try Bench(
        "crf = 45\nencoders = [\"libsvtav1\"]\n\(toml)", sections: "[ffmpeg]\nffmpeg = \"ffmpeg\"")
      try wrap(filter, in: bench)
      return try bench.replacing(
        "ffmpeg = \"ffmpeg\"", with: "ffmpeg = \"\(bench.root.appendingPathComponent("ffmpeg").path)\"")
    }

    private func wrap(_ filter: String, in bench: Bench) throws {
      let wrapper = bench.root.appendingPathComponent("ffmpeg")
      try """
      #!/bin/bash
      case "$*" in *showinfo*) set -- "${@/format=yuv420p10le,/\(filter)format=yuv420p10le,}" ;; esac
      exec /usr/bin/ffmpeg "$@"
      """.write(to: wrapper, atomically: true, encoding: .utf8)
      chmod(wrapper.path, 0o755)
    }

    @Test("of a film in one piece fail the job, and say where and how")
    func whole() throws {
      let bench = try bench("vflip,")
      let film = try bench.add(try Self.film.get())
      let (outcome, finished) = try bench.runOnce()
      let job = try #require(outcome.jobs.first, "\(finished.stderr)")
      #expect(job.status == .failed && job.reason?.code == .verificationFailed, "\(job)")
      #expect(job.reason?.detail.contains("picture at 0:00.0 is another: SSIM ") == true, "\(job)")
      #expect(job.evidence?.picture?.passed == false && job.evidence?.timeline?.passed == true)
      #expect(job.evidence?.quality == nil)
      #expect(job.command?.last == "/dev/null", "who runs it again has no place for small copies")
      #expect(try Data(contentsOf: film) == Data(contentsOf: Self.film.get()))
    }

    @Test("that are right are evidence, beside the other checks")
    func right() throws {
      let bench = try bench("")
      try bench.add(try Self.film.get())
      let job = try #require(try bench.runOnce().outcome.jobs.first)
      #expect(job.status == .done, "\(job)")
      #expect(job.evidence?.picture?.detail.contains("frames compared, SSIM at least ") == true, "\(job)")
    }

    @Test("of a segment have it encoded again")
    func segment() throws {
      let bench = try bench("swapuv,vflip,", "segment_secs = 1")
      let film = try bench.add(try Self.film.get())
      let running = try bench.start(
        ["encode", film.path], environment: ["CONDENSE_FAULT": "trace,segment-wrong#1=stop"])
      try #require(running.waits(for: "fault point segment-wrong#1\n"))
      try #require(running.waitUntilStopped())
      try wrap("", in: bench)
      kill(running.process.processIdentifier, SIGCONT)
      let finished = running.finish()
      #expect(finished.status == 0, "\(finished.stderr)")
      let jobs = try JSON.decode([JobView].self, from: Array(try bench.condense("jobs", "--json").stdout))
      let job = try #require(jobs.first)
      #expect(job.status == .done && job.segments?.done == 2, "\(job)")
      #expect(job.notes?.contains { $0.contains("was encoded again: picture at ") } == true, "\(job)")
      #expect(try Pictures.likeness(film, Self.film.get()) > 0.75)
    }

    @Test("of a segment that somebody replaces are not joined to the others")
    func replaced() throws {
      let bench = try bench("", "segment_secs = 1")
      let film = try bench.add(try Self.film.get())
      let running = try bench.start(
        ["encode", film.path], environment: ["CONDENSE_FAULT": "trace,segments-finished#1=stop"])
      try #require(running.waits(for: "fault point segments-finished#1\n"))
      try #require(running.waitUntilStopped())
      let shelf = bench.state.appendingPathComponent("work/job-1")
      let one = try Data(contentsOf: shelf.appendingPathComponent("segment-0.mp4"))
      try one.write(to: shelf.appendingPathComponent("segment-1.mp4"))
      kill(running.process.processIdentifier, SIGCONT)
      let finished = running.finish()
      // Its hash is not what it was.
      #expect(finished.status == 1, "\(finished.stderr)")
      #expect(try Data(contentsOf: film) == Data(contentsOf: Self.film.get()))
      #expect(try bench.condense("encode", film.path).status == 0)
      #expect(try Pictures.likeness(film, Self.film.get()) > 0.75)
    }
  }
}
