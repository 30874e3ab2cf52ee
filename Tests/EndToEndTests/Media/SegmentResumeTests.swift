import API
import Foundation
import Glibc
import Testing

extension RealMedia {
  /// An encode in segments is ended, and goes on.
  @Suite("Going on with segments", .timeLimit(.minutes(5)))
  struct SegmentResumeTests {
    /// The most segments that are under way at once: as many as fit between two key pictures, twice.
    private static let atOnce = 2

    @Test("after KILL: what is finished is not made again")
    func killed() throws {
      let bench = try SegmentBench()
      let before = try bench.killed()
      let resumed = try bench.resumed()
      #expect(resumed.known >= 3 && resumed.known + resumed.begun == SegmentBench.count)
      #expect(resumed.segments.count == SegmentBench.count)
      #expect(resumed.segments.filter { before[$0.key] == $0.value }.count >= resumed.known)
      #expect(resumed.job.id == 1 && resumed.job.attempts == 2)
      #expect(resumed.job.segments?.total == SegmentBench.count)
      #expect(resumed.job.segments?.done == SegmentBench.count)
    }

    @Test(
      "killed on its way from one to the next, at most what was under way is made again",
      arguments: [
        ("segment-begun", 4), ("segment-synced", 3), ("segment-named", 2), ("segment-finished", 6),
      ])
    func points(_ point: String, _ time: Int) throws {
      let bench = try SegmentBench()
      let running = try bench.encode("\(point)#\(time)=kill")
      let killed = running.finish()
      try #require(killed.status == -SIGKILL, "\(killed.stderr)")
      #expect(try Data(contentsOf: bench.film) == Data(contentsOf: bench.source))
      let resumed = try bench.resumed()
      let begun = killed.passes("segment-begun")
      #expect(begun + resumed.begun - SegmentBench.count <= Self.atOnce, "\(resumed.finished.stderr)")
      #expect(resumed.known + resumed.begun == SegmentBench.count)
      #expect(resumed.known >= killed.passes("segment-finished"))
      #expect(resumed.job.id == 1 && resumed.job.attempts == 2)
    }

    @Test("killed while its job is entered, the next run has one as if nothing had been")
    func entered() throws {
      let bench = try SegmentBench()
      #expect(try bench.encode("job-numbered=kill").finish().status == -SIGKILL)
      let resumed = try bench.resumed()
      #expect(resumed.begun == SegmentBench.count && resumed.job.id == 1 && resumed.job.attempts == 1)
    }

    @Test("killed before they are joined, none is made again; nor when that happens twice")
    func join() throws {
      let bench = try SegmentBench()
      for attempt in 1...2 {
        let killed = try bench.encode("segments-finished=kill").finish()
        #expect(killed.status == -SIGKILL)
        #expect(killed.passes("segment-begun") == (attempt == 1 ? SegmentBench.count : 0))
        #expect(killed.known(of: bench.film) == (attempt == 1 ? 0 : SegmentBench.count))
      }
      let before = try bench.segments()
      let resumed = try bench.resumed()
      #expect(resumed.begun == 0 && resumed.known == SegmentBench.count && resumed.segments == before)
      #expect(resumed.job.attempts == 3)
    }

    @Test("killed after they are joined, none is made again")
    func joined() throws {
      let bench = try SegmentBench()
      for point in ["encoded", "verified"] {
        #expect(try bench.encode("\(point)=kill").finish().status == -SIGKILL)
      }
      let resumed = try bench.resumed()
      #expect(resumed.begun == 0 && resumed.known == SegmentBench.count)
    }

    @Test("after INT without time for anything")
    func stopped() throws {
      let (bench, running) = try slow("finish_segment_secs = 0")
      kill(running.process.processIdentifier, SIGINT)
      let stopped = running.finish()
      #expect(stopped.status == 130, "\(stopped.stderr)")
      try expectRest(bench, stopped)
    }

    @Test("after INT, what is under way is finished first")
    func finishing() throws {
      let (bench, running) = try slow("finish_segment_secs = 600")
      let before = try bench.segments()
      kill(running.process.processIdentifier, SIGINT)
      let stopped = running.finish()
      #expect(stopped.status == 130, "\(stopped.stderr)")
      #expect(try bench.segments().count > before.count)
      // Nothing new was begun: whatever was, is finished.
      #expect(stopped.passes("segment-begun") == stopped.passes("segment-finished"))
      try expectRest(bench, stopped)
    }

    @Test("after a second INT, which waits for nothing")
    func twice() throws {
      let (bench, running) = try slow("finish_segment_secs = 600")
      kill(running.process.processIdentifier, SIGSTOP)
      kill(running.process.processIdentifier, SIGINT)
      kill(running.process.processIdentifier, SIGTERM)
      kill(running.process.processIdentifier, SIGCONT)
      let stopped = running.finish()
      #expect(stopped.status == 130, "\(stopped.stderr)")
      #expect(stopped.passes("segment-begun") > stopped.passes("segment-finished"))
      try expectRest(bench, stopped)
    }

    /// An encode of which a segment is finished and others are under way, for a while.
    private func slow(_ toml: String) throws -> (SegmentBench, Running) {
      let bench = try SegmentBench(toml)
      _ = try bench.bench.replacing("preset = 12", with: "preset = 5")
      let running = try bench.encode("")
      try #require(running.waits(for: "fault point segment-begun#4\n"))
      return (bench, running)
    }

    /// A stopped run left its finished segments and nothing else, and the next one goes on with them.
    private func expectRest(_ bench: SegmentBench, _ stopped: Finished) throws {
      #expect(stopped.passes("segments-finished") == 0)
      let job = try #require(try bench.jobs().first)
      #expect(!job.status.isFinal)
      let left = try bench.segments()
      #expect(left.count >= 2)
      let resumed = try bench.resumed()
      #expect(resumed.known >= left.count - 1 && resumed.known + resumed.begun == SegmentBench.count)
      #expect(resumed.segments.filter { left[$0.key] == $0.value }.count >= resumed.known)
      #expect(resumed.job.id == 1 && resumed.job.attempts == 2)
    }
  }
}
