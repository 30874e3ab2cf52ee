import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// Small files that would keep a careless reader busy for hours, or have it take gigabytes (Tests/Torture/wedges.py).
  @Suite("Files made to wedge", .timeLimit(.minutes(10)))
  struct WedgeTests {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Torture/wedges.py")

    private static let files = Result { () -> [URL] in
      let place = Footage.directory.appendingPathComponent("wedges")
      try tool("python3", ["-B", script.path, place.path])
      return try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)
    }

    /// The most memory that a process has had, in bytes.
    private func peak(_ running: Running) throws -> Int64 {
      let status = try String(
        contentsOfFile: "/proc/\(running.process.processIdentifier)/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
      return Int64(line.split(whereSeparator: { $0 == " " || $0 == "\t" })[1]).map { $0 << 10 } ?? .max
    }

    @Test("are left alone with their reason, cost little memory, and hold up neither the socket nor TERM")
    func stays() throws {
      let bench = try Bench("crf = 45\nscan_interval_secs = 1")
      let wedges = try Self.files.get()
      for file in wedges { try bench.add(file) }
      let running = try bench.start(["run"])
      try #require(running.waits(for: "ready: "))
      var skipped: [SkippedView] = []
      while skipped.count < wedges.count {
        #expect(try bench.condense("status", "--json").status == 0)
        let list = try bench.condense("jobs", "--skipped", "--json")
        skipped = try JSON.decode([SkippedView].self, from: Array(list.stdout))
        try #require(running.process.isRunning)
      }
      #expect(wedges.count == 6 && skipped.allSatisfy { $0.reason.code == .tooComplex })
      #expect(try peak(running) <= 100 << 20)
      kill(running.process.processIdentifier, SIGTERM)
      #expect(running.finish().status == 0)
      let again = try bench.runOnce().outcome
      #expect(again.unchanged == wedges.count && again.jobs.isEmpty)
    }

    @Test("TERM in the middle of one is a good end")
    func interrupted() throws {
      let bench = try Bench("crf = 45")
      for file in try Self.files.get() { try bench.add(file) }
      let running = try bench.start(["run"])
      try #require(running.waits(for: "ready: "))
      kill(running.process.processIdentifier, SIGTERM)
      #expect(running.finish().status == 0)
    }

    @Test("are explained like any other file")
    func explained() throws {
      let bench = try Bench()
      for file in try Self.files.get() {
        let film = try bench.add(file)
        #expect(try bench.condense("explain", film.path).text.contains("too_complex"))
      }
    }
  }
}

extension LongerProofs {
  @Suite("Parsers that never end", .timeLimit(.minutes(10)))
  struct EndlessParserTests {
    @Test("hold up neither the socket nor TERM, however many there are and whatever they heed")
    func endless() throws {
      let bench = try Bench("crf = 45\nscan_interval_secs = 1")
      let film = try Footage.matroska.get()
      // As many files are looked into at a time.
      let busy = ProcessInfo.processInfo.activeProcessorCount + 1
      for number in 0...busy { try bench.add(film, as: "\(number).mkv") }
      let hangs = (1...busy).map { "parsing#\($0)=hang" }.joined(separator: ",")
      let running = try bench.start(["run"], environment: ["CONDENSE_FAULT": "trace,\(hangs)"])
      try #require(running.waits(for: "fault point parsing#\(busy)\n"))
      #expect(try bench.condense("status", "--json").status == 0)
      #expect(try bench.condense("pause", "--json").status == 0)
      kill(running.process.processIdentifier, SIGTERM)
      let finished = running.finish()
      #expect(
        finished.status == 130 && finished.stderr.contains("the next start recovers"), "\(finished.stderr)")
      #expect(try bench.condense("plan").text.contains("\(busy).mkv"))
    }
  }
}
