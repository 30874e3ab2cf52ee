import API
import Foundation
import Glibc
import Platform
import TestSupport
import Testing

extension EndToEnd {
  /// The names, sums and waits as their owners see them.
  @Suite("What people are shown", .timeLimit(.minutes(5)))
  struct TerminalTests {
    /// Nothing that a terminal would obey, or that nobody would see.
    private func expectPlain(_ finished: Finished, _ command: [String]) {
      for text in [finished.text, finished.stderr] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { VisibleText.of(String($0)) == $0 }, "\(command): \(text.debugDescription)")
        #expect(!text.unicodeScalars.contains("\u{FFFD}"), "\(command)")
      }
    }

    /// A film with a place that steers terminals, and one under such a name.
    private func hostile(_ bench: Bench) throws -> URL {
      let made = try Footage.make(
        "place.mov",
        [
          "-i", Footage.matroska.get().path, "-map", "0:v", "-c", "copy", "-metadata",
          "location=+37.4220-122.0840/\u{1B}[31mX", "-metadata", "title=a\u{202E}b\u{9B}31m", "-brand",
          "mp42", "-f", "mov",
        ])
      try bench.add(made, as: "place.mov")
      return try bench.add(Footage.matroska.get(), as: "esc\u{1B}[31mred\r\u{202E}.mkv")
    }

    @Test("names and tags steer no terminal, in any view, and are exact in JSON")
    func names() throws {
      let bench = try Bench("crf = 45")
      let film = try hostile(bench)
      let names = HostileNames.all.map { name in
        name.shown.hasSuffix(".mkv") ? name.bytes : name.bytes + Array(".mkv".utf8)
      }
      for name in names {
        try Files.writeAtomically(Array("no film".utf8), to: Path(bench.library.path).appending(name))
      }
      let commands: [[String]] = [
        ["plan", "--skipped"], ["explain", film.path],
        ["explain", bench.library.appendingPathComponent("place.mov").path], ["run", "--once"], ["jobs"],
        ["jobs", "--skipped"],
        ["jobs", "--commands"], ["status"], ["stats"], ["originals", "list"], ["doctor"],
        ["compare", film.path + ".orig", film.path], ["restore", "no\u{1B}[31m\nfilm"],
        ["originals", "purge", "no\u{1B}[31m\nfilm"], ["explain", "no\u{1B}[31m\nfilm"], ["\u{1B}[31m"],
        ["plan", "--\u{1B}[31m"],
      ]
      for command in commands {
        expectPlain(try bench.start(command).finish(), command)
        let json = try bench.start(command + ["--json"]).finish()
        expectPlain(json, command + ["--json"])
      }
      let jobs = try JSON.decode([JobView].self, from: Array(try bench.condense("jobs", "--json").stdout))
      #expect(jobs.first { $0.path == film.path }?.status == .done)
      let skipped = try JSON.decode(
        [SkippedView].self, from: Array(try bench.condense("jobs", "--skipped", "--json").stdout))
      let found = Set(skipped.map { $0.file.name })
      #expect(names.allSatisfy(found.contains))
    }

    @Test("what is put back saves nothing, and what is kept is said beside what was saved")
    func sums() throws {
      let bench = try Bench("crf = 45")
      for name in ["a.mkv", "b.mkv"] { try bench.add(Footage.matroska.get(), as: name) }
      let run = try bench.condense("run", "--once")
      #expect(run.status == 0 && run.text.contains("2 done, 0 failed, 0 skipped"), "\(run.text)")
      #expect(run.text.contains(" of originals are kept ") && run.text.contains(" by themselves"))
      // Our own results are met again, and are nothing that was skipped.
      #expect(try bench.condense("run", "--once", "--force").status == 0)
      let before = try bench.condense("status").text
      #expect(
        before.contains("2 done, 0 failed, 0 skipped") && before.contains("originals are kept"), "\(before)")
      #expect(try bench.condense("restore", "--all", bench.library.path).status == 64)
      let restored = try bench.condense("restore", bench.library.path)
      #expect(restored.status == 0 && restored.text.split(separator: "\n").count == 2, "\(restored.stderr)")
      let after = try JSON.decode(StatusView.self, from: Array(try bench.condense("status", "--json").stdout))
      #expect((after.stats.filesDone, after.stats.savedBytes, after.kept?.files) == (0, 0, 0))
      let none = try bench.condense("restore", bench.library.appendingPathComponent("a.mkv").path)
      #expect(
        none.status == 1 && none.stderr.contains("no original of") && !none.stderr.contains("source_vanished")
      )
      #expect(try bench.condense("restore", "--all").text == "no original is kept\n")
      #expect(try bench.condense("originals", "purge", "--all").text == "no original is kept\n")
    }

    @Test("a result with another extension is named when it is done")
    func renamed() throws {
      let bench = try Bench("crf = 45")
      let stream = try Footage.make(
        "stream.ts", ["-i", Footage.matroska.get().path, "-map", "0:v", "-map", "0:a:0", "-c", "copy"])
      try bench.add(stream, as: "film.ts")
      let run = try bench.condense("run", "--once")
      #expect(run.status == 0 && run.stderr.contains("smaller, now film.mkv"), "\(run.stderr)\(run.text)")
    }

    @Test("the first INT says what is waited for and how that ends, and a job that encodes has its command")
    func interrupted() throws {
      let segments = try SegmentBench("finish_segment_secs = 60")
      _ = try segments.bench.replacing("preset = 12", with: "preset = 4")
      let running = try segments.encode("")
      try #require(running.waits(for: "fault point segment-begun#2\n"))
      let job = try JSON.decode(
        [JobView].self, from: Array(try segments.bench.condense("jobs", "--json").stdout)
      ).first
      #expect(job?.status == .encoding && job?.shellCommand?.words.contains(Array("libsvtav1".utf8)) == true)
      kill(running.process.processIdentifier, SIGINT)
      let finished = running.finish()
      #expect(finished.status == 130)
      #expect(
        finished.stderr.contains(" (at most 60 s); Ctrl-C again ends at once"), "\(finished.stderr)")
    }

    @Test("who stops following a core hears that it goes on, and a broken configuration hides no status")
    func followed() throws {
      let segments = try SegmentBench("scan_interval_secs = 3600\nwatch = false")
      let bench = segments.bench
      _ = try bench.replacing("preset = 12", with: "preset = 4").replacing(
        "min_bytes = 0", with: "min_bytes = 1000000000")
      let core = try bench.start(["run"], environment: ["CONDENSE_FAULT": "trace"])
      try #require(core.waits(for: "ready: 1 libraries"))
      let paused = try bench.condense("pause")
      #expect(paused.text.contains("because  paused: it was paused"), "the status from after: \(paused.text)")
      let asking = try bench.start(["encode", segments.film.path])
      try #require(asking.waits(for: "waiting: it was paused"))
      kill(asking.process.processIdentifier, SIGINT)
      let stopped = asking.finish()
      #expect(
        stopped.status == 130 && stopped.stderr.contains("the core goes on with the file"),
        "\(stopped.stderr)")
      #expect(!stopped.stderr.contains("has ended") && !stopped.stderr.contains("goes back to the queue"))
      #expect(try !bench.condense("resume").text.contains("because"), "the status from after")
      let config = bench.root.appendingPathComponent("config.toml")
      let text = try String(contentsOf: config, encoding: .utf8)
      try ("min_byte = 3\n" + text).write(to: config, atomically: true, encoding: .utf8)
      let both = try bench.condense("status")
      #expect(
        both.status == 78 && both.text.contains("saved ") && both.stderr.contains("unknown key 'min_byte'"))
      kill(core.process.processIdentifier, SIGTERM)
      #expect(core.finish().status == 0)
    }

    @Test(
      "whoever may not read the ledger hears who may",
      .enabled(if: getuid() == 0, "needs root to become another"))
    func stranger() throws {
      let bench = try Bench("crf = 45")
      try bench.add(Footage.matroska.get())
      #expect(try bench.runOnce().outcome.jobs.map(\.status) == [.done])
      chmod(bench.root.path, 0o755)
      func asNobody() throws -> Finished {
        try Running(
          URL(fileURLWithPath: "/usr/bin/env"),
          ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", Products.condense.path, "jobs"]
            + ["--config", bench.root.appendingPathComponent("config.toml").path]
        ).finish()
      }
      chmod(bench.state.path, 0o755)
      chmod(bench.state.appendingPathComponent("ledger.sqlite").path, 0o644)
      let allowed = try asNobody()
      #expect(allowed.status == 0, "\(allowed.stderr)")
      chmod(bench.state.path, 0o700)
      let refused = try asNobody()
      #expect(refused.status == 1 && refused.stderr.contains("this user may not read"), "\(refused.stderr)")
      #expect(refused.stderr.contains("root may") && !refused.stderr.contains("lstat"))
    }
  }
}
