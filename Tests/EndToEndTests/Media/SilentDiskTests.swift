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
  }
}
