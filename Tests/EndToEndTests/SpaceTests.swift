import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// Disks that are full, for a while.
  @Suite(
    "When there is no room", .timeLimit(.minutes(5)),
    .enabled(if: getuid() == 0, "needs root to mount a small disk"))
  struct SpaceTests {
    private func jobs(_ bench: Bench) throws -> [JobView] {
      try JSON.decode([JobView].self, from: Array(try bench.condense("jobs", "--json").stdout))
    }

    @Test("a library on a full disk waits, one on another goes on, and all is done when there is room")
    func resumes() throws {
      let disk = try Disk("32m")
      let bench = try Bench(
        "crf = 45",
        sections: """
          [load]
          min_free_space_gb = 0.001
          [[library]]
          name = "small"
          roots = ["\(disk.place.path)"]
          [[library]]
          name = "other"
          roots = ["other"]
          """
      ).replacing("library_roots = [\"library\"]", with: "")
      let films = ["a.mkv", "b.mkv"].map { disk.place.appendingPathComponent($0) }
      for film in films { try FileManager.default.copyItem(at: try Footage.matroska.get(), to: film) }
      let other = bench.root.appendingPathComponent("other")
      try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: try Footage.mp4.get(), to: other.appendingPathComponent("c.mp4"))
      try disk.fill(leaving: 1_000_000)

      let running = try bench.start(["run", "--once"])
      #expect(running.waits(for: "done \(other.path)/c.mp4"))
      #expect(try films.allSatisfy { try Data(contentsOf: $0) == Data(contentsOf: Footage.matroska.get()) })
      try disk.empty()
      let finished = running.finish()
      #expect(finished.status == 0, "\(finished.stderr)")
      #expect(finished.stderr.components(separatedBy: "paused: '\(disk.place.path)' has ").count == 2)
      #expect(finished.stderr.contains("resumed: '\(disk.place.path)' has "), "\(finished.stderr)")
      // Nothing of the full disk was begun before; a job that cannot begin is none.
      #expect(
        try jobs(bench).map(\.path).map { URL(fileURLWithPath: $0).lastPathComponent } == [
          "c.mp4", "a.mkv", "b.mkv",
        ])
      #expect(try jobs(bench).allSatisfy { $0.status == .done && $0.attempts == 1 })
    }

    @Test("what is made and what is copied are added up where both are on one disk")
    func together() throws {
      let film = try Footage.long.get()
      let size = try film.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
      // Room for the film and once its largest result, and not for twice that.
      let disk = try Disk("\(size * 23 / 10)")
      let bench = try Bench(
        "crf = 45\ntemp_output_dir = \"\(disk.place.path)/work\"", sections: "[load]\nmin_free_space_gb = 0"
      ).replacing("library_roots = [\"library\"]", with: "library_roots = [\"\(disk.place.path)/films\"]")
      let films = disk.place.appendingPathComponent("films")
      try FileManager.default.createDirectory(at: films, withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: film, to: films.appendingPathComponent("film.mkv"))
      let running = try bench.start(["run", "--once"])
      #expect(running.waits(for: "paused: "))
      #expect(try jobs(bench).isEmpty)
      try tool("mount", ["-o", "remount,size=\(size * 3)", disk.place.path])
      let finished = running.finish()
      #expect(finished.status == 0 && finished.stderr.contains("resumed: "), "\(finished.stderr)")
      #expect(try jobs(bench).map(\.status) == [.done])
    }

    @Test("an encode is stopped before what has to stay free is gone, and begun again when there is room")
    func floor() throws {
      let disk = try Disk("128m")
      let bench = try Bench(
        "crf = 45\ntemp_output_dir = \"\(disk.place.path)\"", sections: "[load]\nmin_free_space_gb = 0.02"
      ).replacing("preset = 12", with: "preset = 6")
      let film = try bench.add(try Footage.long.get())
      let running = try bench.start(["run", "--once"])
      try #require(running.waits(for: "long.mkv: 10 %") || running.waits(for: "long.mkv: 20 %"))
      try disk.fill(leaving: 19_000_000)
      #expect(running.waits(for: "paused: "))
      #expect(try Data(contentsOf: film) == Data(contentsOf: Footage.long.get()))
      #expect(try FileManager.default.contentsOfDirectory(atPath: disk.place.path) == ["filler"])
      let waiting = try jobs(bench)
      #expect(waiting.map(\.status) == [.queued] && waiting.first?.reason?.code == .lowSpace, "\(waiting)")
      try disk.empty()
      let finished = running.finish()
      #expect(finished.status == 0 && finished.stderr.contains("resumed: "), "\(finished.stderr)")
      let done = try jobs(bench)
      #expect(
        done.map(\.status) == [.done] && done.first?.attempts == 2 && done.first?.reason == nil, "\(done)")
    }

    @Test("a run does not wait for ever, and can be stopped while it waits")
    func patience() throws {
      let disk = try Disk("16m")
      let bench = try Bench(
        "crf = 45\ntemp_output_dir = \"\(disk.place.path)\"", sections: "[load]\nmin_free_space_gb = 1")
      try bench.add(try Footage.matroska.get())
      let stopped = try bench.start(["run", "--once"])
      #expect(stopped.waits(for: "paused: "))
      kill(stopped.process.processIdentifier, SIGTERM)
      #expect(stopped.finish().status == 130)
      let finished = try Running(
        Products.condense,
        ["run", "--once", "--json", "--config", bench.root.appendingPathComponent("config.toml").path],
        environment: ["CONDENSE_FAULT": "space-wait=skip"]
      ).finish()
      let outcome = try JSON.decode(RunOutcome.self, from: Array(finished.stdout))
      #expect(finished.status == 1 && outcome.jobs.isEmpty, "\(finished.stderr)")
      #expect(outcome.waiting.map(\.reason.code) == [.lowSpace])
      let status = try bench.condense("explain", "\(bench.library.path)/film.mkv").text
      #expect(status.contains("known      queued: low_space"), "\(status)")
    }
  }
}
