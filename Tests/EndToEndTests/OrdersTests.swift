import API
import Foundation
import Glibc
import Testing

extension UnderWay {
  /// A core that stays, and those who tell it what to do.
  @Suite("Orders", .timeLimit(.minutes(5)))
  struct OrdersTests {
    private func status(_ bench: Bench) throws -> StatusView {
      let finished = try bench.condense("status", "--json")
      try #require(finished.status == 0, "\(finished.stderr)")
      return try JSON.decode(StatusView.self, from: Array(finished.stdout))
    }

    /// A core in the middle of an encode that takes a while.
    private func encoding(libraries name: String? = nil) throws -> (SegmentBench, Running) {
      let named = name.map { "[[library]]\nname = \"\($0)\"\nroots = [\"library\"]" } ?? ""
      let segments = try SegmentBench("finish_segment_secs = 0", sections: named)
      if name != nil { _ = try segments.bench.replacing("library_roots = [\"library\"]", with: "") }
      _ = try segments.bench.replacing("preset = 12", with: "preset = 4")
      let running = try segments.bench.start(["run"], environment: ["CONDENSE_FAULT": "trace"])
      try #require(running.waits(for: "fault point segment-begun#3\n"))
      return (segments, running)
    }

    private func end(_ running: Running) -> Finished {
      kill(running.process.processIdentifier, SIGTERM)
      return running.finish()
    }

    @Test("a pause holds what is under way, outlives the core, and ends when it is to")
    func pause() throws {
      let (segments, running) = try encoding()
      let bench = segments.bench
      #expect(try bench.condense("pause").status == 0)
      try #require(running.waits(for: "paused library 'default': paused"))
      let seen = try status(bench)
      #expect(seen.state == "paused" && seen.pausedBecause.map(\.code) == ["paused"])
      #expect(seen.current.map(\.path) == [segments.film.path] && seen.libraries.map(\.state) == ["waiting"])
      #expect(end(running).status == 0)
      let again = try bench.start(["run"])
      try #require(again.waits(for: "paused library 'default': paused"))
      #expect(try status(bench).state == "paused")
      #expect(try bench.condense("resume").status == 0)
      try #require(again.waits(for: "done \(segments.film.path)"))
      #expect(try status(bench).pausedBecause.isEmpty)
      #expect(end(again).status == 0)
    }

    @Test("a library that is disabled ends its work and begins none until it is enabled")
    func disabled() throws {
      let (segments, running) = try encoding()
      let bench = segments.bench
      let wrong = try bench.condense("disable", "films")
      #expect(wrong.status == 1 && wrong.stderr.contains("there is no library 'films'"), "\(wrong.stderr)")
      #expect(try bench.condense("disable").status == 0)
      try #require(running.waits(for: "paused library 'default': disabled"))
      #expect(try status(bench).libraries.map(\.state) == ["disabled"])
      #expect(try bench.condense("enable").status == 0)
      try #require(running.waits(for: "done \(segments.film.path)"))
      #expect(end(running).status == 0)
      #expect(try segments.jobs().map(\.attempts) == [2])
    }

    @Test("a job that is cancelled leaves its file alone until it is to be tried again")
    func cancel() throws {
      let (segments, running) = try encoding()
      let bench = segments.bench
      #expect(try bench.condense("cancel", "1").status == 0)
      try #require(running.waits(for: "cancelled \(segments.film.path)"))
      #expect(try Data(contentsOf: segments.film) == Data(contentsOf: segments.source))
      #expect(try segments.jobs().map(\.status) == [.cancelled] && bench.leftovers() == [])
      #expect(try bench.condense("cancel", "1").status == 1)
      #expect(try bench.condense("retry", segments.film.path).status == 0)
      try #require(running.waits(for: "done \(segments.film.path)"))
      #expect(end(running).status == 0)
    }

    @Test(
      "what stands still goes on when its library has another name by then, and who asked for it hears the end"
    )
    func renamed() throws {
      let (segments, running) = try encoding(libraries: "films")
      let bench = segments.bench
      #expect(try bench.condense("pause").status == 0)
      try #require(running.waits(for: "paused library 'films': paused"))
      _ = try bench.replacing("name = \"films\"", with: "name = \"movies\"")
      #expect(try bench.condense("reload").status == 0)
      let asking = try bench.start(["encode", segments.film.path])
      try #require(running.waits(for: "paused library 'movies': paused"))
      #expect(try bench.condense("resume").status == 0)
      let asked = asking.finish()
      #expect(asked.status == 0 && asked.text.contains("1 done, 0 failed"), "\(asked.text)\(asked.stderr)")
      #expect(end(running).status == 0)
    }

    @Test("what was asked for by name waits for no hours, and is not taken up again once it is cancelled")
    func hours() throws {
      let segments = try SegmentBench(
        "scan_interval_secs = 1\nwatch = false", sections: "[schedule]\nwindows = [\"Mon 03:00-03:01\"]")
      let bench = segments.bench
      _ = try bench.replacing("preset = 12", with: "preset = 4").replacing(
        "min_bytes = 0", with: "min_bytes = 1000000000")
      let link = bench.root.appendingPathComponent("link")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: bench.library)
      let running = try bench.start(["run"], environment: ["CONDENSE_FAULT": "trace"])
      try #require(running.waits(for: "ready: 1 libraries"))
      // As a program that speaks HTTP may name it.
      let order = #"{"paths":[{"path":"\#(link.path)/\#(segments.film.lastPathComponent)"}]}"#
      try tool(
        "curl",
        [
          "-sf", "--unix-socket", bench.state.appendingPathComponent("condense.sock").path, "-d", order,
          "http://condense/v1/enqueue",
        ])
      try #require(running.waits(for: "fault point segment-begun#3\n"))
      #expect(try bench.condense("cancel", "1").status == 0)
      try #require(running.waits(for: "cancelled \(segments.film.path)"))
      let rounds = running.count(of: "fault point round")
      try #require(running.waits(for: "fault point round#\(rounds + 3)\n"))
      #expect(try segments.jobs().map(\.status) == [.cancelled] && bench.leftovers() == [])
      #expect(try status(bench).queue["queued", default: 0] == 0)
      let asked = try bench.condense("encode", segments.film.path)
      #expect(asked.status == 0 && asked.text.contains("1 done, 0 failed"), "\(asked.text)\(asked.stderr)")
      #expect(end(running).status == 0)
    }

    @Test("a core with nothing to do makes no rounds")
    func idle() throws {
      let bench = try Bench(
        "watch = false",
        sections:
          "[load]\nrequire = [[\"true\"]]\n[[library]]\nname = \"later\"\nroots = [\"other\"]\n[library.verify]\nmin_vmaf = 95"
      )
      let running = try bench.start(["run"], environment: ["CONDENSE_FAULT": "trace"])
      try #require(running.waits(for: "ready: "))
      #expect(!running.waits(for: "fault point round#40\n", limit: .seconds(8)))
      #expect(end(running).status == 0)
    }

    @Test("a file is handed to a core that runs, and followed to its end")
    func handedOver() throws {
      let segments = try SegmentBench("exclude = [\"*\"]")
      let bench = segments.bench
      let running = try bench.start(["run"])
      try #require(running.waits(for: "ready: 1 libraries"))
      let finished = try bench.condense("encode", segments.film.path)
      #expect(finished.status == 0 && finished.text.contains("1 done, 0 failed"), "\(finished.stderr)")
      #expect(try Data(contentsOf: segments.film) != Data(contentsOf: segments.source))
      let again = try bench.condense("encode", segments.film.path)
      #expect(again.status == 0 && again.text.contains("already_condensed"), "\(again.text)\(again.stderr)")
      let missing = try bench.condense("encode", bench.library.path + "/nothing.mkv")
      #expect(missing.status == 1, "\(missing.stderr)")
      #expect(end(running).status == 0)
    }
  }
}
