import API
import Foundation
import Glibc
import Testing

extension RealMedia {
  /// Segments, and what they share: disks, and the machine.
  @Suite("Sharing with segments", .enabled(if: Long.isAsked, Long.left), .timeLimit(.minutes(5)))
  struct SegmentSharingTests {
    @Test(
      "on a full disk what is finished waits for room",
      .enabled(if: getuid() == 0, "needs root to mount a small disk"))
    func full() throws {
      let disk = try Disk("64m")
      let bench = try SegmentBench(sections: "[load]\nmin_free_space_gb = 0.02", work: disk.place)
      _ = try bench.bench.replacing("preset = 12", with: "preset = 4")
      let running = try bench.encode("segment-finished#2=stop")
      try #require(running.waits(for: "fault point segment-finished#2\n") && running.waitUntilStopped())
      try disk.fill(leaving: 19_000_000)
      kill(running.process.processIdentifier, SIGCONT)
      let stopped = running.finish()
      // Only `run` waits for room.
      #expect(stopped.status == 1 && stopped.stderr.contains("low_space"), "\(stopped.stderr)")
      #expect(try Data(contentsOf: bench.film) == Data(contentsOf: bench.source))
      let job = try #require(try bench.jobs().first)
      #expect(job.status == .queued && job.reason?.code == .lowSpace, "\(job)")
      let kept = try bench.segments()
      #expect(kept.count >= 2)
      let names = try FileManager.default.contentsOfDirectory(atPath: bench.shelf.path)
      #expect(names.count == kept.count, "\(names)")

      let waiting = try bench.bench.start(["run", "--once"])
      #expect(waiting.waits(for: "paused: "))
      #expect(try bench.segments() == kept)
      try disk.empty()
      let finished = waiting.finish()
      #expect(finished.status == 0 && finished.stderr.contains("resumed: "), "\(finished.stderr)")
      #expect(finished.known(of: bench.film) == kept.count, "\(finished.stderr)")
      #expect(try bench.done().id == 1)
      #expect(try FileManager.default.contentsOfDirectory(atPath: disk.place.path) == [])
    }

    @Test(
      "what is finished takes none of the room that is needed for the rest",
      .enabled(if: getuid() == 0, "needs root to mount a small disk"))
    func tight() throws {
      let size = try Data(contentsOf: SegmentBench.footage.get()).count
      // Segments and result at their largest, and not a segment more.
      let disk = try Disk("\(size * 2 + 65_536)")
      let bench = try SegmentBench(
        "max_size_ratio = 1", sections: "[load]\nmin_free_space_gb = 0", work: disk.place)
      _ = try bench.killed(after: 4)
      let resumed = try bench.resumed()
      #expect(resumed.known >= 4 && resumed.finished.status == 0)
    }

    @Test("two films at a time are both right, and one at a time is one after the other", arguments: [1, 2])
    func jobs(atOnce: Int) throws {
      let bench = try SegmentBench("max_concurrent_jobs = \(atOnce)\norder = \"name\"")
      // Instants are told in whole seconds.
      if atOnce == 2 { _ = try bench.bench.replacing("preset = 12", with: "preset = 6") }
      let twin = try SegmentBench.twins.get()[1]
      let other = try bench.bench.add(twin, as: "twin.mp4")
      let (outcome, finished) = try bench.bench.runOnce()
      #expect(finished.status == 0 && outcome.jobs.map(\.status) == [.done, .done], "\(finished.stderr)")
      try bench.done()
      #expect(try Pictures.times(other) == Pictures.times(twin))
      #expect(try Pictures.likeness(other, twin) > 0.75)
      let jobs = outcome.jobs
      let last = try #require(jobs.compactMap(\.startedAt).max())
      let first = try #require(jobs.compactMap(\.finishedAt).min())
      #expect(atOnce == 2 ? last < first : first <= last, "\(jobs)")
    }

    @Test("two films at a time both finish what is under way when everything is to end")
    func stopped() throws {
      let bench = try SegmentBench("max_concurrent_jobs = 2\nfinish_segment_secs = 600\norder = \"name\"")
      _ = try bench.bench.replacing("preset = 12", with: "preset = 4")
      let twin = try SegmentBench.twins.get()[1]
      let other = try bench.bench.add(twin, as: "twin.mp4")
      let running = try bench.bench.start(["run", "--once"], environment: ["CONDENSE_FAULT": "trace"])
      try #require(running.waits(for: "fault point segment-begun#4\n"))
      kill(running.process.processIdentifier, SIGINT)
      let stopped = running.finish()
      #expect(stopped.status == 130, "\(stopped.stderr)")
      #expect(stopped.passes("segment-begun") == stopped.passes("segment-finished"), "\(stopped.stderr)")
      let (outcome, finished) = try bench.bench.runOnce()
      #expect(finished.status == 0 && outcome.jobs.map(\.status) == [.done, .done], "\(finished.stderr)")
      try bench.done()
      #expect(try Pictures.likeness(other, twin) > 0.75)
    }
  }
}
