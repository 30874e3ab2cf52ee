import API
import Foundation
import Glibc
import Testing

extension UnderWay {
  /// Interruptions while an encode is under way.
  @Suite("In the middle of an encode", .timeLimit(.minutes(5)))
  struct InterruptionTests {
    /// A bench with one long film whose encode has begun.
    private func encoding(_ toml: String = "", sections: String = "") throws -> (Bench, URL, Running) {
      let bench = try Bench("crf = 45\n\(toml)", sections: sections).replacing(
        "preset = 12", with: "preset = 8")
      let film = try bench.add(try Footage.long.get())
      let running = try bench.start(["run", "--once"])
      // By then frames have gone through the encoder, and many more have not.
      try #require(running.waits(for: "long.mkv: 10 %") || running.waits(for: "long.mkv: 20 %"))
      return (bench, film, running)
    }

    /// The same with a short one, which stands still before its first frame and goes on with `resume`.
    private func held() throws -> (Bench, URL, Running) {
      let bench = try Bench("crf = 50")
      let film = try bench.add(try Footage.matroska.get(), as: "long.mkv")
      let running = try bench.start(
        ["run", "--once"], environment: ["CONDENSE_FAULT": "trace,segment-begun=stop"])
      try #require(running.waits(for: "fault point segment-begun#1\n"))
      try #require(running.waitUntilStopped())
      return (bench, film, running)
    }

    private func resume(_ running: Running) -> Finished {
      kill(running.process.processIdentifier, SIGCONT)
      return running.finish()
    }

    @Test(
      "INT and TERM stop it cleanly, and the next run finishes the same job", arguments: [SIGINT, SIGTERM])
    func stopped(_ signal: Int32) throws {
      let (bench, film, running) = try encoding("finish_segment_secs = 0")
      kill(running.process.processIdentifier, signal)
      let finished = running.finish()
      #expect(finished.status == 130, "\(finished.stderr)")
      #expect(try Data(contentsOf: film) == Data(contentsOf: Footage.long.get()))
      #expect(try bench.names() == ["long.mkv"] && bench.leftovers().isEmpty)
      #expect(try processes(naming: bench.root.path).isEmpty)
      _ = try bench.replacing("preset = 8", with: "preset = 12")
      let (outcome, again) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(again.stderr)")
      #expect(outcome.jobs.first?.id == 1 && outcome.jobs.first?.attempts == 2)
    }

    @Test("KILL leaves no encoder behind, and the next run finishes")
    func killed() throws {
      let (bench, film, running) = try encoding()
      let children = try descendants(of: running.process.processIdentifier)
      #expect(children.count == 3, "launcher, its watch and ffmpeg: \(children)")
      kill(running.process.processIdentifier, SIGKILL)
      #expect(running.finish().status == -SIGKILL)
      for child in children { #expect(ended(child), "process \(child) lives on") }
      #expect(try Data(contentsOf: film) == Data(contentsOf: Footage.long.get()))
      _ = try bench.replacing("preset = 8", with: "preset = 12")
      let (outcome, again) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(again.stderr)")
      #expect(bench.leftovers().isEmpty)
    }

    @Test("the file is deleted")
    func deleted() throws {
      let (bench, film, running) = try held()
      try FileManager.default.removeItem(at: film)
      let finished = resume(running)
      #expect(finished.status == 1 && finished.stderr.contains("source_vanished"), "\(finished.stderr)")
      #expect(try bench.names().isEmpty && bench.leftovers().isEmpty)
    }

    @Test("the file is written to")
    func changed() throws {
      let (bench, film, running) = try held()
      let handle = try FileHandle(forWritingTo: film)
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("more".utf8))
      try handle.close()
      let finished = resume(running)
      #expect(finished.status == 1 && finished.stderr.contains("source_changed"), "\(finished.stderr)")
      #expect(try Data(contentsOf: film) == Data(contentsOf: Footage.matroska.get()) + Data("more".utf8))
      #expect(try bench.names() == ["long.mkv"])
    }

    @Test("another file takes its name")
    func replaced() throws {
      let (bench, film, running) = try held()
      let other = bench.root.appendingPathComponent("other")
      try Data("another film".utf8).write(to: other)
      #expect(rename(other.path, film.path) == 0)
      let finished = resume(running)
      #expect(finished.status == 1 && finished.stderr.contains("source_changed"), "\(finished.stderr)")
      #expect(try Data(contentsOf: film) == Data("another film".utf8))
      #expect(try bench.names() == ["long.mkv"])
    }

    @Test("a chmod is no change of content, and is kept")
    func chmodded() throws {
      let (bench, film, running) = try held()
      chmod(film.path, 0o604)
      let finished = resume(running)
      #expect(finished.status == 0, "\(finished.stderr)")
      #expect(try FileManager.default.attributesOfItem(atPath: film.path)[.posixPermissions] as? Int == 0o604)
      #expect(bench.leftovers().isEmpty)
    }

    @Test("somebody is watching it: the finished result waits, and is not made again")
    func inUse() throws {
      let (bench, film, running) = try held()
      let viewer = try FileHandle(forReadingFrom: film)
      let finished = resume(running)
      #expect(finished.status == 0 && finished.stderr.contains("queued \(film.path): in_use"), "\(finished)")
      #expect(try Data(contentsOf: film) == Data(contentsOf: Footage.matroska.get()))
      let waiting = try bench.names()
      #expect(waiting.count == 2 && waiting[0].hasPrefix(".condense-1-"), "\(waiting)")
      #expect(try bench.runOnce().outcome.jobs.isEmpty, "still open")
      #expect(try bench.names() == waiting)
      try viewer.close()
      #expect(try bench.runOnce().outcome.jobs.isEmpty)
      #expect(try bench.names() == ["long.mkv", "long.mkv.orig", "long.mkv.orig.json"])
      let jobs = try JSON.decode([JobView].self, from: Array(try bench.condense("jobs", "--json").stdout))
      #expect(jobs.map(\.status) == [.done] && jobs[0].attempts == 1 && jobs[0].reason == nil)
      #expect(try bench.runOnce().outcome.unchanged == 1)
    }

    @Test("a second condense is told so")
    func second() throws {
      let (bench, _, running) = try encoding("finish_segment_secs = 0")
      let finished = try bench.condense("run", "--once")
      #expect(finished.status == 1 && finished.stderr.contains("another condense"), "\(finished.stderr)")
      #expect(try bench.condense("status").text.contains("state    running"))
      kill(running.process.processIdentifier, SIGINT)
      _ = running.finish()
      #expect(try bench.condense("status").text.contains("state    idle"))
    }

    @Test("the disk fills up", .enabled(if: getuid() == 0, "needs root to mount a small disk"))
    func full() throws {
      let disk = try Disk("32m")
      let (bench, film, running) = try encoding(
        "temp_output_dir = \"\(disk.place.path)\"", sections: "[load]\nmin_free_space_gb = 0")
      // Everything that is left of it.
      _ = try? tool("dd", ["if=/dev/zero", "of=\(disk.place.path)/filler", "bs=64k", "status=none"])
      #expect(running.waits(for: "paused: "))
      #expect(try Data(contentsOf: film) == Data(contentsOf: Footage.long.get()))
      #expect(try FileManager.default.contentsOfDirectory(atPath: disk.place.path) == ["filler"])
      #expect(try bench.names() == ["long.mkv"])
      try disk.empty()
      let finished = running.finish()
      #expect(finished.status == 0 && finished.stderr.contains("low_space"), "\(finished.stderr)")
    }
  }
}

/// The processes below one, by the kernel's own list.
private func descendants(of pid: Int32) throws -> [Int32] {
  let children = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task").flatMap { task in
    ((try? String(contentsOfFile: "/proc/\(pid)/task/\(task)/children", encoding: .utf8)) ?? "").split(
      separator: " "
    )
    .compactMap { Int32($0) }
  }
  return children + (try children.flatMap(descendants))
}

/// Whether a process is gone within the patience of `tail --pid`, which waits for just that.
private func ended(_ pid: Int32) -> Bool {
  (try? tool("timeout", ["10", "tail", "--pid=\(pid)", "-f", "/dev/null"])) != nil
}

/// Running processes whose command line has a text in it.
private func processes(naming text: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }.filter { pid in
    guard let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else { return false }
    return String(decoding: line, as: UTF8.self).contains(text)
  }
}
