import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// Finished segments, strangers who can reach them, and disks that go away.
  @Suite(
    "Where segments lie", .timeLimit(.minutes(5)), .enabled(if: getuid() == 0, "needs root to become others"))
  struct SegmentPlaceTests {
    private func stopped(_ running: Running, at point: String) throws {
      try #require(running.waits(for: "fault point \(point)#1\n"))
      try #require(running.waitUntilStopped())
    }

    private func goOn(_ running: Running) -> Finished {
      kill(running.process.processIdentifier, SIGCONT)
      return running.finish()
    }

    private func run(_ bench: Bench, _ fault: String = "trace") throws -> Running {
      try bench.start(["run", "--once"], environment: ["CONDENSE_FAULT": fault])
    }

    @Test(
      "a directory that somebody else has made is not used, and a segment that was swapped is not delivered")
    func strangers() throws {
      let shared = FileManager.default.temporaryDirectory.appendingPathComponent(
        "condense-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: shared, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: shared) }
      chmod(shared.path, 0o1777)
      let theirs = shared.appendingPathComponent("job-1")
      try tool(
        "setpriv",
        ["--reuid=65534", "--regid=65534", "--clear-groups", "mkdir", "-m", "777", theirs.path])
      let segments = try SegmentBench(work: shared), bench = segments.bench
      #expect(try bench.runOnce().outcome.code(segments.film.lastPathComponent) == "not_writable")
      #expect(try FileManager.default.contentsOfDirectory(atPath: shared.path) == ["job-1"])

      let running = try run(bench, "trace,segments-finished=stop")
      try stopped(running, at: "segments-finished")
      let place = shared.appendingPathComponent("job-2")
      let mode = try FileManager.default.attributesOfItem(atPath: place.path)[.posixPermissions] as? Int
      #expect(mode == 0o700)
      // A stranger could do this where others may write.
      let other = try Data(contentsOf: place.appendingPathComponent("segment-1.mp4"))
      try other.write(to: place.appendingPathComponent("segment-0.mp4"))
      let finished = goOn(running)
      #expect(finished.stderr.contains("'segment-0.mp4' is not what it was"), "\(finished.stderr)")
      #expect(try Data(contentsOf: segments.film) == Data(contentsOf: segments.source))
      let again = try bench.start(
        ["encode", segments.film.path], environment: ["CONDENSE_FAULT": "trace"])
      let done = again.finish()
      #expect(done.status == 0 && again.count(of: "fault point segment-begun") == 1, "\(done.stderr)")
    }

    @Test("a disk that goes away takes nothing with it that was finished")
    func away() throws {
      let segments = try SegmentBench(sections: "[load]\nmin_free_space_gb = 0.01"), bench = segments.bench
      let (disk, place) = (try Disk("100M"), bench.library.appendingPathComponent("disk"))
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        at: segments.film, to: disk.place.appendingPathComponent("film.mkv"))
      try FileManager.default.removeItem(at: segments.film)
      try tool("mount", ["--bind", disk.place.path, place.path])
      defer { _ = try? tool("umount", ["-l", place.path]) }
      let running = try run(bench, "trace,segments-finished=stop")
      try stopped(running, at: "segments-finished")
      try tool("umount", ["-l", place.path])
      let finished = goOn(running)
      #expect(finished.stderr.contains("offline"), "\(finished.stderr)")
      #expect(try segments.segments().count == SegmentBench.count)
      // Another run finds an empty directory, and then even none.
      for _ in 0..<2 {
        #expect(try bench.runOnce().finished.status == 0)
        #expect(try segments.segments().count == SegmentBench.count)
        rmdir(place.path)
      }
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try tool("mount", ["--bind", disk.place.path, place.path])
      let last = try run(bench)
      let done = last.finish()
      #expect(done.status == 0 && done.stderr.contains("done \(place.path)/film.mkv"), "\(done.stderr)")
      #expect(last.count(of: "fault point segment-begun") == 0, "\(done.stderr)")
    }
  }
}
