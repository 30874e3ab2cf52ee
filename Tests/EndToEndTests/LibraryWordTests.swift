import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// A library below ffmpeg writes to its stderr as it likes.
  @Suite(
    "A library's word", .timeLimit(.minutes(5)),
    .enabled(if: getuid() == 0, "needs root to become somebody without rights"))
  struct LibraryWordTests {
    @Test("on ffmpeg's stderr is no complaint about a film, and doctor and jobs agree")
    func memory() throws {
      let bench = try Bench("crf = 50")
      let film = try bench.add(try Footage.matroska.get())
      for place in [bench.root, bench.library] { chmod(place.path, 0o777) }
      chown(film.path, 65534, 65534)
      func run(_ words: String...) throws -> Finished {
        try Running(
          URL(fileURLWithPath: "/usr/bin/env"),
          ["prlimit", "--memlock=0:0", "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] + words
        ).finish()
      }
      let config = ["--config", bench.root.appendingPathComponent("config.toml").path]
      let said = try run(
        "ffmpeg", "-hide_banner", "-loglevel", "error", "-f", "lavfi", "-i", "nullsrc", "-t", "0", "-f",
        "null", "-")
      try #require(said.stderr.contains("insecure memory"), "this ffmpeg has no such library: \(said.stderr)")
      let finished = try run(Products.condense.path, "run", "--once", "--json", config[0], config[1])
      let outcome = try JSON.decode(RunOutcome.self, from: Array(finished.stdout))
      #expect(outcome.jobs.map(\.status) == [.done], "\(outcome.jobs) \(finished.stderr)")
      let doctor = try run(Products.condense.path, "doctor", "--json", config[0], config[1])
      let checks = try JSON.decode([CheckView].self, from: Array(doctor.stdout))
      #expect(!checks.contains { $0.check == .encoder && !$0.ok }, "\(checks)")
    }
  }
}
