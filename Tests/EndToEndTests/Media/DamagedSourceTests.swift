import API
import Foundation
import TestSupport
import Testing

extension RealMedia {
  /// Films whose damage no decoder complains of.
  @Suite("A source that is damaged in silence", .timeLimit(.minutes(5)))
  struct DamagedSourceTests {
    /// The checksums of a film's pictures; nil when the decoder says a word.
    private func pixels(_ film: URL, _ ffmpeg: String, _ threads: [String] = []) throws -> String? {
      let words =
        ["-nostdin", "-v", "error", "-xerror"] + threads
        + [
          "-i", film.path, "-map", "0:v", "-c:v", "rawvideo", "-fps_mode", "passthrough", "-f", "framecrc",
          "-",
        ]
      let seen = try Running(URL(fileURLWithPath: "/usr/bin/env"), [ffmpeg] + words).finish()
      return seen.status == 0 && seen.stderr.isEmpty ? String(decoding: seen.stdout, as: UTF8.self) : nil
    }

    /// HEVC with bits changed, of which ffmpeg makes other pictures when its threads share the work out otherwise, both
    /// times with exit 0 and without a word.
    private func damage(_ film: URL, _ ffmpeg: String) throws {
      let intact = try Data(contentsOf: film)
      let whole = try pixels(film, ffmpeg)
      let shared = try pixels(film, ffmpeg, ["-thread_type", "slice"])
      try #require(whole != nil && whole == shared)
      for seed in 0..<200 {
        var (bytes, random) = (intact, SplitMix(state: UInt64(seed)))
        for _ in 0..<2 {
          // The beginning has the headers.
          let place = Int.random(in: bytes.count / 4..<bytes.count - 200, using: &random)
          bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
        try bytes.write(to: film)
        guard let usual = try pixels(film, ffmpeg), usual != whole,
          let other = try pixels(film, ffmpeg, ["-thread_type", "slice"])
        else { continue }
        if other != usual { return }
      }
      Issue.record("no damage of 200 was passed over in silence")
    }

    @Test(
      "is not taken for the film, in segments or in one piece",
      arguments: zip(Generation.allCases, [1, 86_400])
    )
    func silent(generation: Generation, secs: Int) throws {
      let bench = try Bench("segment_secs = \(secs)", sections: try generation.section())
      let film = try bench.add(
        try Footage.make(
          "silent-\(generation)-\(secs).mkv",
          ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24:duration=4,noise=alls=6:allf=t"]
            + ["-c:v", "libx265", "-preset", "ultrafast", "-crf", "12", "-g", "24", "-pix_fmt", "yuv420p"]
            + ["-x265-params", "log-level=none"]))
      try damage(film, generation == .debian ? "ffmpeg" : try Footage.newerFFmpeg.get())
      let damaged = try Data(contentsOf: film)
      let (outcome, finished) = try bench.runOnce()
      let job = try #require(outcome.jobs.first, "\(outcome.skipped) \(finished.stderr)")
      #expect(job.status == .failed && job.reason?.code == .sourceDamaged, "\(job)")
      #expect(job.notes == nil, "it is not encoded once more in one piece")
      #expect(try Data(contentsOf: film) == damaged)
      #expect(try bench.runOnce().outcome.jobs.isEmpty, "and not a second time")
    }
  }
}
