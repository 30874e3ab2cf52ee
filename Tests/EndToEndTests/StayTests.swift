import API
import Foundation
import Glibc
import Testing

extension UnderWay {
  /// `condense run`, which stays until it is told to end.
  @Suite("Staying", .timeLimit(.minutes(5)))
  struct StayTests {
    private static let film = Result {
      try Footage.make(
        "stay.mkv",
        [
          "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24:duration=4,noise=alls=4:allf=t", "-c:v",
          "libx264",
          "-preset", "veryfast", "-crf", "14", "-g", "24", "-pix_fmt", "yuv420p",
        ])
    }

    private func status(_ bench: Bench) throws -> StatusView {
      let finished = try bench.condense("status", "--json")
      return try JSON.decode(StatusView.self, from: Array(finished.stdout))
    }

    @Test("what comes is replaced, and TERM is a good end")
    func comes() throws {
      let bench = try Bench("crf = 45\nscan_interval_secs = 1")
      try bench.add(Self.film.get(), as: "first.mkv")
      let running = try bench.start(["run"])
      try #require(running.waits(for: "done \(bench.library.path)/first.mkv"))
      try bench.add(Self.film.get(), as: "second.mkv")
      try #require(running.waits(for: "done \(bench.library.path)/second.mkv"))
      kill(running.process.processIdentifier, SIGTERM)
      #expect(running.finish().status == 0)
      #expect(bench.leftovers() == [])
      let after = try bench.runOnce()
      #expect(after.outcome.files == 2 && after.outcome.unchanged == 2 && after.outcome.jobs.isEmpty)
    }

    @Test("TERM in the middle of an encode ends within seconds, and the next run goes on with its segments")
    func goesOn() throws {
      let segments = try SegmentBench("finish_segment_secs = 600")
      let bench = segments.bench
      _ = try bench.replacing("preset = 12", with: "preset = 5")
      let running = try bench.start(["run"], environment: ["CONDENSE_FAULT": "trace"])
      try #require(running.waits(for: "fault point segment-begun#4\n"))
      let asked = ContinuousClock.now
      kill(running.process.processIdentifier, SIGTERM)
      let stopped = running.finish()
      #expect(stopped.status == 0, "\(stopped.stderr)")
      #expect(asked.duration(to: .now) < .seconds(10))
      #expect(try segments.segments().count >= 2)
      let again = try bench.start(["run"], environment: ["CONDENSE_FAULT": "trace"])
      try #require(again.waits(for: "done \(segments.film.path)"))
      kill(again.process.processIdentifier, SIGTERM)
      let finished = again.finish()
      #expect(finished.known(of: segments.film) >= 2)
      #expect(try segments.jobs().map(\.attempts) == [2])
    }

    @Test("a configuration that is wrong changes nothing and is told, a good one is followed")
    func reload() throws {
      let bench = try Bench("crf = 45\nscan_interval_secs = 1\nexclude = [\"*\"]")
      let film = try bench.add(Self.film.get())
      let running = try bench.start(["run"], environment: ["CONDENSE_FAULT": "trace"])
      try #require(running.waits(for: "fault point round#2\n"))
      let good = try bench.replacing("exclude = [\"*\"]", with: "exclude = 3")
      kill(running.process.processIdentifier, SIGHUP)
      try #require(running.waits(for: "the configuration from before stays in force: "))
      #expect(try Data(contentsOf: film) == Data(contentsOf: Self.film.get()))
      _ = try good.replacing("exclude = 3", with: "exclude = []")
      #expect(try status(bench).degraded.map(\.code) == ["configuration"])
      kill(running.process.processIdentifier, SIGHUP)
      try #require(running.waits(for: "done \(film.path)"))
      kill(running.process.processIdentifier, SIGTERM)
      let finished = running.finish()
      #expect(
        finished.status == 0 && finished.stderr.contains("stays in force: "), "\(finished.stderr)")
    }

    @Test("a library that goes away is told once, forgets nothing, and is worked on when it is back")
    func offline() throws {
      let bench = try Bench("crf = 45\nscan_interval_secs = 1")
      try bench.add(Self.film.get(), as: "first.mkv")
      let running = try bench.start(["run"])
      try #require(running.waits(for: "done \(bench.library.path)/first.mkv"))
      let away = bench.root.appendingPathComponent("away")
      try FileManager.default.moveItem(at: bench.library, to: away)
      try #require(running.waits(for: "is offline: "))
      let seen = try status(bench)
      #expect(seen.degraded.map(\.code) == ["offline"] && seen.libraries.map(\.state) == ["offline"])
      try FileManager.default.copyItem(at: Self.film.get(), to: away.appendingPathComponent("second.mkv"))
      try FileManager.default.moveItem(at: away, to: bench.library)
      try #require(running.waits(for: "done \(bench.library.path)/second.mkv"))
      kill(running.process.processIdentifier, SIGTERM)
      let finished = running.finish()
      #expect(finished.status == 0 && finished.stderr.components(separatedBy: "is offline: ").count == 2)
      #expect(try bench.runOnce().outcome.unchanged == 2)
    }

    @Test("a disk that is mounted again is watched again", .enabled(if: getuid() == 0, "needs root to mount"))
    func mountedAgain() throws {
      let bench = try Bench("crf = 45\nscan_interval_secs = 10")
      let disk = bench.root.appendingPathComponent("disk")
      try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: Self.film.get(), to: disk.appendingPathComponent("first.mkv"))
      func mount() throws { try tool("mount", ["--bind", disk.path, bench.library.path]) }
      try mount()
      defer { _ = try? tool("umount", ["-l", bench.library.path]) }
      let running = try bench.start(["run"])
      try #require(running.waits(for: "done \(bench.library.path)/first.mkv"))
      // From here on it is looked through once an hour.
      kill(running.process.processIdentifier, SIGHUP)
      try #require(running.waits(for: "reloaded '"))
      try tool("umount", ["-l", bench.library.path])
      try #require(running.waits(for: "is offline: "))
      try mount()
      try #require(running.waits(for: "library 'default' is back"))
      try bench.add(Self.film.get(), as: "second.mkv")
      #expect(running.waits(for: "done \(bench.library.path)/second.mkv", limit: .seconds(8)))
      kill(running.process.processIdentifier, SIGTERM)
      #expect(running.finish().status == 0)
    }

    @Test("a library that may not be read is told with what to do", .enabled(if: getuid() == 0, "needs root"))
    func closed() throws {
      let bench = try Bench("crf = 45\nscan_interval_secs = 1")
      try bench.add(Self.film.get(), as: "first.mkv")
      chmod(bench.root.path, 0o777)
      chmod(bench.library.path, 0o700)
      let running = try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        [
          "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", Products.condense.path, "run",
          "--config", bench.root.appendingPathComponent("config.toml").path,
        ])
      try #require(running.waits(for: "Permission denied; let Condense's user 65534 read it"))
      #expect(try status(bench).degraded.map(\.code).contains("offline"))
      chmod(bench.library.path, 0o755)
      try #require(running.waits(for: "library 'default' is back"))
      kill(running.process.processIdentifier, SIGTERM)
      #expect(running.finish().status == 0)
    }

    @Test(
      "nothing is begun where its state cannot be kept, and what is known is still shown",
      .enabled(if: getuid() == 0, "needs root to mount a disk"))
    func readOnly() throws {
      let disk = try Disk("4g")
      let bench = try Bench("crf = 45")
      _ = try bench.replacing("state_dir = \"state\"", with: "state_dir = \"\(disk.place.path)\"")
      let film = try bench.add(Self.film.get(), as: "film.mkv")
      #expect(try bench.runOnce().outcome.jobs.map(\.status) == [.done])
      let second = try bench.add(Self.film.get(), as: "second.mkv")
      try tool("mount", ["-o", "remount,ro", disk.place.path])
      let refused = try bench.condense("run")
      #expect(
        refused.status == 1
          && refused.stderr.contains("Read-only file system; nothing can be done without it"),
        "\(refused.stderr)")
      #expect(try Data(contentsOf: second) == Data(contentsOf: Self.film.get()))
      #expect(try status(bench).stats.filesDone == 1)
      #expect(try bench.condense("jobs").text.contains(film.lastPathComponent))
    }

    @Test("a second core says who is there and ends")
    func second() throws {
      let bench = try Bench()
      let running = try bench.start(["run"])
      try #require(running.waits(for: "ready: "))
      for words in [["run"], ["run", "--once"]] {
        let other = try bench.start(words).finish()
        #expect(
          other.status == 1 && other.stderr.contains("another condense is working with '"), "\(other.stderr)")
      }
      kill(running.process.processIdentifier, SIGTERM)
      #expect(running.finish().status == 0)
    }

    @Test("where a socket's path would be too long it works without one, and says so")
    func longPath() throws {
      let bench = try Bench("crf = 45")
      _ = try bench.replacing(
        "state_dir = \"state\"", with: "state_dir = \"\(String(repeating: "s", count: 120))\"")
      try bench.add(Self.film.get(), as: "film.mkv")
      let running = try bench.start(["run"])
      try #require(running.waits(for: "no socket: '"))
      try #require(running.waits(for: "done \(bench.library.path)/film.mkv"))
      let order = try bench.condense("pause")
      #expect(order.status == 1 && order.stderr.contains("choose a shorter state_dir"), "\(order.stderr)")
      kill(running.process.processIdentifier, SIGTERM)
      #expect(running.finish().status == 0)
    }

    @Test("a command of require that does not end keeps work from beginning, and nothing else")
    func hangingRequirement() throws {
      let bench = try Bench("crf = 45", sections: "[load]\nrequire = [[\"sleep\", \"600\"]]")
      let film = try bench.add(Self.film.get(), as: "film.mkv")
      let running = try bench.start(["run"])
      try #require(running.waits(for: "the command \"sleep 600\" of require did not end within 10 s"))
      let seen = try status(bench)
      #expect(seen.state == "paused" && seen.pausedBecause.map(\.code) == ["requirement"])
      #expect(try Data(contentsOf: film) == Data(contentsOf: Self.film.get()))
      kill(running.process.processIdentifier, SIGTERM)
      #expect(running.finish().status == 0)
    }
  }
}
