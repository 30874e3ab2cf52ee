import API
import Foundation
import Glibc
import Platform
import TestSupport
import Testing

extension RealMedia {
  /// A disk that dies and comes back: a mergerfs that is stopped and goes on.
  @Suite(
    "A disk that does not answer", .timeLimit(.minutes(10)),
    .enabled(if: StoppablePool.isPossible, "no mergerfs can be mounted here"))
  struct SilentDiskTests {
    private static let film = Result {
      try Footage.make(
        "silent.mkv",
        [
          "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24:duration=4,noise=alls=4:allf=t", "-c:v",
          "libx264", "-preset", "veryfast", "-crf", "14", "-g", "24", "-pix_fmt", "yuv420p",
        ])
    }

    /// A library on the pool beside the usual one.
    private func bench(_ pool: StoppablePool, _ toml: String = "") throws -> Bench {
      try Bench(
        "crf = 45\nscan_interval_secs = 1\n\(toml)",
        sections: """
          [[library]]
          name = "pool"
          roots = ["\(pool.path.display)"]
          [[library]]
          name = "other"
          roots = ["library"]
          """
      ).replacing("library_roots = [\"library\"]", with: "")
    }

    private func add(to pool: StoppablePool, _ name: String = "film.mkv") throws -> URL {
      let place = URL(fileURLWithPath: pool.path.display).appendingPathComponent(name)
      try FileManager.default.copyItem(at: Self.film.get(), to: place)
      return place
    }

    private func jobs(_ bench: Bench) throws -> [JobView] {
      try JSON.decode([JobView].self, from: Array(try bench.condense("jobs", "--json").stdout))
    }

    private func libraries(_ bench: Bench) throws -> [String: String] {
      let status = try JSON.decode(
        StatusView.self, from: Array(try bench.condense("status", "--json").stdout))
      return Dictionary(uniqueKeysWithValues: status.libraries.map { ($0.name, $0.state) })
    }

    @Test(
      "holds up its own film until it answers, and no other",
      arguments: ["planned", "segment-begun", "muxed", "staging-copied", "kept"])
    func film(_ place: String) async throws {
      try await StoppablePool.during(limit: .seconds(200)) { pool in
        let bench = try bench(pool)
        let own = try add(to: pool)
        let running = try bench.start(["run"], environment: ["CONDENSE_FAULT": "trace,\(place)=stop"])
        try #require(running.waitUntilStopped())
        await pool.stop()
        for name in ["a.mkv", "b.mkv"] { try bench.add(Self.film.get(), as: name) }
        kill(running.process.processIdentifier, SIGCONT)
        for name in ["a.mkv", "b.mkv"] {
          try #require(running.waits(for: "done \(bench.library.path)/\(name)"))
        }
        #expect(pool.isSilent, "they were done only when the disk answered")
        #expect(try libraries(bench)["pool"] == "offline")
        pool.proceed()
        try #require(running.waits(for: "done \(own.path)"))
        kill(running.process.processIdentifier, SIGTERM)
        let finished = running.finish()
        #expect(finished.status == 0, "\(finished.stderr)")
        #expect(running.count(of: "done \(own.path)") == 1)
      }
    }

    @Test(
      "holds up the end of what a killed run began there, and nothing else of the next",
      arguments: ["exchanged", "purge-verified"])
    func start(_ place: String) async throws {
      try await StoppablePool.during(limit: .seconds(200)) { pool in
        let bench = try bench(pool, "keep_original_days = 0")
        let own = try add(to: pool)
        let killed = try bench.start(["run"], environment: ["CONDENSE_FAULT": "\(place)=kill"])
        #expect(killed.finish().status == -SIGKILL)
        await pool.stop()
        try bench.add(Self.film.get(), as: "other.mkv")
        let running = try bench.start(["run"])
        try #require(running.waits(for: "done \(bench.library.path)/other.mkv"))
        try #require(running.waits(for: "'\(pool.path.display)' does not answer"))
        #expect(pool.isSilent, "it went on only when the disk answered")
        pool.proceed()
        if place == "exchanged" {
          try #require(running.waits(for: "finished what was interrupted: \(own.path) is replaced"))
        } else {
          #expect(await becomesTrue { !FileManager.default.fileExists(atPath: own.path + ".orig") })
        }
        #expect(try jobs(bench).map(\.status) == [.done, .done])
        kill(running.process.processIdentifier, SIGTERM)
        #expect(running.finish().status == 0)
        #expect(try bench.runOnce().outcome.unchanged == 2)
      }
    }

    @Test("an original there whose time is up waits, and nothing else does")
    func due() async throws {
      try await StoppablePool.during(limit: .seconds(200)) { pool in
        let bench = try bench(pool, "keep_original_days = 0")
        let own = try add(to: pool)
        let running = try bench.start(["run"], environment: ["CONDENSE_FAULT": "purge-verified=stop"])
        try #require(running.waitUntilStopped())
        await pool.stop()
        for name in ["a.mkv", "b.mkv"] { try bench.add(Self.film.get(), as: name) }
        kill(running.process.processIdentifier, SIGCONT)
        for name in ["a.mkv", "b.mkv"] {
          try #require(running.waits(for: "done \(bench.library.path)/\(name)"))
        }
        #expect(pool.isSilent, "they were done only when the disk answered")
        pool.proceed()
        #expect(await becomesTrue { !FileManager.default.fileExists(atPath: own.path + ".orig") })
        kill(running.process.processIdentifier, SIGTERM)
        #expect(running.finish().status == 0)
      }
    }

    @Test("a restore of a film there is answered, and done when it is asked for again")
    func restore() async throws {
      try await StoppablePool.during(limit: .seconds(200)) { pool in
        let bench = try bench(pool)
        let own = try add(to: pool)
        let running = try bench.start(["run"])
        try #require(running.waits(for: "done \(own.path)"))
        // Its result has been looked at once more.
        #expect(await becomesTrue { (try? libraries(bench))?["pool"] == "idle" })
        let jobs = try jobs(bench)
        await pool.stop()
        for wanted in [own.path, "\(try #require(jobs.first).id)"] {
          let refused = try bench.condense("restore", wanted)
          #expect(refused.status == 1 && refused.stderr.contains("does not answer"), "\(refused.stderr)")
        }
        #expect(pool.isSilent, "it answered only when the disk did")
        pool.proceed()
        let restored = try bench.condense("restore", own.path)
        #expect(restored.status == 0, "\(restored.stderr)")
        #expect(try Data(contentsOf: own) == Data(contentsOf: Self.film.get()))
        kill(running.process.processIdentifier, SIGTERM)
        #expect(running.finish().status == 0)
      }
    }

    @Test("a run that ends by itself says what it waits for", arguments: ["parsing", "segment-begun"])
    func once(_ place: String) async throws {
      try await StoppablePool.during(limit: .seconds(200)) { pool in
        let bench = try bench(pool)
        let own = try add(to: pool)
        let running = try bench.start(["run", "--once"], environment: ["CONDENSE_FAULT": "\(place)=stop"])
        try #require(running.waitUntilStopped())
        await pool.stop()
        kill(running.process.processIdentifier, SIGCONT)
        try #require(running.waits(for: "'\(pool.path.display)' does not answer"))
        #expect(pool.isSilent)
        pool.proceed()
        let finished = running.finish()
        #expect(finished.status == 0 && finished.stderr.contains("done \(own.path)"), "\(finished.stderr)")
      }
    }

    @Test("an original on a disk that is not mounted is said to wait, and not that anybody should delete it")
    func unmounted() throws {
      let disk = try Disk("4g")
      let bench = try Bench("crf = 45\nkeep_original_days = 0").replacing(
        "library_roots = [\"library\"]", with: "library_roots = [\"\(disk.place.path)\"]")
      try FileManager.default.copyItem(
        at: Self.film.get(), to: disk.place.appendingPathComponent("film.mkv"))
      let fault = ["CONDENSE_FAULT": "purge-verified=kill"]
      #expect(try bench.start(["run"], environment: fault).finish().status == -SIGKILL)
      try tool("umount", [disk.place.path])
      let running = try bench.start(["run"])
      try #require(running.waits(for: "film.mkv.orig' waits: its disk is not mounted"))
      kill(running.process.processIdentifier, SIGTERM)
      let finished = running.finish()
      #expect(finished.status == 0 && !finished.stderr.contains("delete it yourself"), "\(finished.stderr)")
    }

    /// The processes that a process has started, and those that they have.
    private func descendants(of process: Int32) -> [Int32] {
      let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
      let children = threads.flatMap { thread in
        let text =
          (try? String(contentsOfFile: "/proc/\(process)/task/\(thread)/children", encoding: .utf8)) ?? ""
        return text.split(separator: " ").compactMap { Int32($0) }
      }
      return children + children.flatMap { descendants(of: $0) }
    }

    @Test("does not keep KILL from leaving no encoder behind")
    func killed() async throws {
      try await StoppablePool.during(limit: .seconds(200)) { pool in
        let bench = try bench(pool).replacing("preset = 12", with: "preset = 2")
        _ = try add(to: pool)
        let running = try bench.start(["run"], environment: ["CONDENSE_FAULT": "trace,segment-begun=stop"])
        let process = running.process.processIdentifier
        try #require(running.waitUntilStopped())
        await pool.stop()
        try bench.add(Footage.long.get(), as: "other.mkv")
        kill(process, SIGCONT)
        try #require(running.waits(for: "fault point segment-begun#2"))
        // Those that have nothing of the pool open.
        func tools() -> [Int32] {
          descendants(of: process).filter { tool in
            let film = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(tool)/fd/3")
            return film?.hasPrefix(bench.library.path) == true
          }
        }
        #expect(await becomesTrue { !tools().isEmpty })
        let encoders = tools()
        kill(process, SIGKILL)
        #expect(
          await becomesTrue {
            encoders.allSatisfy { tool in
              let stat = (try? String(contentsOfFile: "/proc/\(tool)/stat", encoding: .utf8)) ?? ""
              return stat.isEmpty || stat.contains(") Z ")
            }
          })
        #expect(pool.isSilent, "they ended only when the disk answered")
        pool.proceed()
        #expect(running.finish().status == -SIGKILL)
      }
    }

    private func becomesTrue(_ isSo: () -> Bool) async -> Bool {
      let start = ContinuousClock.now
      while !isSo() {
        if ContinuousClock.now - start > .seconds(60) { return false }
        await Task.yield()
      }
      return true
    }
  }
}
