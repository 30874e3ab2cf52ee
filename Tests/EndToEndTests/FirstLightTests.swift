import API
import Foundation
import Testing

extension EndToEnd {
  /// A film goes in, and a smaller proven one takes its place.
  @Suite("First light", .timeLimit(.minutes(5)))
  struct FirstLightTests {
    /// Debian's ffmpeg here; `NewerFFmpegTests` goes through the same with a newer one.
    var generation = Generation.debian

    struct Stream: Decodable, Equatable {
      var codecName: String?
      var codecType: String
      var pixFmt: String?
      var colorRange: String?
      var tags: [String: String]?
      var disposition: [String: Int]
    }
    struct Probe: Decodable {
      struct Chapter: Decodable, Equatable {
        var startTime: String
        var tags: [String: String]?
      }
      struct Format: Decodable { var tags: [String: String]? }
      var streams: [Stream]
      var chapters: [Chapter]
      var format: Format
    }

    private func probe(_ file: URL) throws -> Probe {
      let json = try tool(
        "ffprobe",
        ["-v", "error", "-show_streams", "-show_chapters", "-show_format", "-of", "json", file.path])
      return try JSON.decode(Probe.self, from: Array(json))
    }

    @Test("keeps every stream, tag, chapter and attachment")
    func keepsEverything() throws {
      let bench = try Bench("crf = 45", sections: try generation.section())
      let sources = [try Footage.matroska.get(), try Footage.mp4.get()]
      for source in sources {
        let film = try bench.add(source)
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o640, .modificationDate: Date(timeIntervalSince1970: 1_500_000_000)],
          ofItemAtPath: film.path)
      }
      let (outcome, finished) = try bench.runOnce()
      #expect(finished.status == 0, "\(finished.stderr)")
      #expect(outcome.jobs.map(\.status) == [.done, .done], "\(finished.stderr)")
      for source in sources {
        let film = bench.library.appendingPathComponent(source.lastPathComponent)
        let job = try #require(outcome.jobs.first { $0.path == film.path })
        let (before, after) = (try probe(source), try probe(film))
        #expect(after.streams.count == before.streams.count)
        for (old, new) in zip(before.streams, after.streams) {
          #expect(new.codecName == (old.codecType == "video" ? "av1" : old.codecName))
          #expect(new.disposition == old.disposition)
          for tag in ["language", "title", "filename", "mimetype"] {
            #expect(new.tags?[tag] == old.tags?[tag])
          }
        }
        #expect(after.chapters == before.chapters)
        #expect(after.format.tags?["title"] == before.format.tags?["title"])
        let kept = URL(fileURLWithPath: film.path + ".orig")
        #expect(try Data(contentsOf: kept) == Data(contentsOf: source))
        let attributes = try FileManager.default.attributesOfItem(atPath: film.path)
        #expect(attributes[.posixPermissions] as? Int == 0o640)
        #expect(attributes[.modificationDate] as? Date == Date(timeIntervalSince1970: 1_500_000_000))
        #expect(job.evidence?.findings.count == 6)
        #expect(job.evidence?.findings.allSatisfy(\.passed) == true)
        #expect(job.savedBytes == Int64(try Data(contentsOf: kept).count - Data(contentsOf: film).count))
      }
      #expect(bench.leftovers().isEmpty)
      #expect(
        try bench.names() == [
          "film.mkv", "film.mkv.orig", "film.mkv.orig.json", "phone.mp4", "phone.mp4.orig",
          "phone.mp4.orig.json",
        ])
    }

    @Test("keeps uneven frame times and full range, picture by picture")
    func keepsTimesAndRange() throws {
      let bench = try Bench("crf = 35", sections: try generation.section())
      let source = try Footage.variable.get()
      let film = try bench.add(source)
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(finished.stderr)")
      let (before, after) = (try Pictures.times(source), try Pictures.times(film))
      #expect(before.count == after.count)
      #expect(zip(before, after).allSatisfy { abs($0 - $1) < 0.0005 })
      #expect(try probe(film).streams[0].colorRange == "pc")
      // A lost range would shift every pixel: no encode at this quality comes near 0.95 then.
      let report = try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        [
          "ffmpeg", "-nostdin", "-hide_banner", "-i", film.path, "-i", source.path, "-lavfi",
          "[0:v]extractplanes=y,format=gray10le[a];[1:v]extractplanes=y,format=gray,format=gray10le[b];[a][b]psnr",
          "-f", "null", "-",
        ]
      ).finish().stderr
      let average = try #require(
        report.range(of: "average:").flatMap { Double(report[$0.upperBound...].prefix { $0 != " " }) })
      #expect(average > 30, "\(report)")
    }

    @Test("keeps the place where a picture begins after its sound")
    func keepsBeginning() throws {
      let bench = try Bench("crf = 45", sections: try generation.section())
      let source = try Footage.fragments.get()
      let film = try bench.add(source)
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(finished.stderr)")
      #expect(try Pictures.times(film) == Pictures.times(source))
    }

    @Test("a second run starts no process")
    func secondRun() throws {
      let bench = try Bench("crf = 45")
      try bench.add(try Footage.matroska.get())
      try bench.add(try Footage.sound.get())
      #expect(try bench.runOnce().finished.status == 0)
      let log = bench.root.appendingPathComponent("execs")
      let config = bench.root.appendingPathComponent("config.toml").path
      let again = try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        [
          "strace", "-f", "-e", "trace=execve", "-o", log.path, Products.condense.path, "run", "--once",
          "--json", "--config", config,
        ]
      ).finish()
      let outcome = try JSON.decode(RunOutcome.self, from: Array(again.stdout))
      #expect(outcome.unchanged == 2 && outcome.jobs.isEmpty && outcome.skipped.isEmpty)
      let execs = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").filter {
        $0.contains("execve(")
      }
      #expect(execs.count == 1, "\(execs)")
    }

    @Test("a dry run writes nothing anywhere")
    func dryRun() throws {
      let bench = try Bench("crf = 45")
      try bench.add(try Footage.matroska.get())
      let before = try FileManager.default.subpathsOfDirectory(atPath: bench.root.path).sorted()
      let finished = try bench.condense("run", "--once", "--dry-run", "--json")
      #expect(finished.status == 0)
      #expect(finished.text.contains("\"libsvtav1\""))
      #expect(try FileManager.default.subpathsOfDirectory(atPath: bench.root.path).sorted() == before)
    }

    @Test("HEVC when that is asked for")
    func hevc() throws {
      let bench = try Bench("codec = \"hevc\"", sections: "").replacing(
        "preset = 12", with: "preset = \"ultrafast\"\ncrf = 30")
      let film = try bench.add(try Footage.mp4.get())
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(finished.stderr)")
      #expect(try probe(film).streams[0].codecName == "hevc")
      #expect(try probe(film).streams[0].pixFmt == "yuv420p")
    }
  }
}

extension Bench {
  /// The same bench with a line of its configuration replaced.
  func replacing(_ line: String, with other: String) throws -> Bench {
    let url = root.appendingPathComponent("config.toml")
    let text = try String(contentsOf: url, encoding: .utf8)
    try text.replacingOccurrences(of: line, with: other).write(to: url, atomically: true, encoding: .utf8)
    return self
  }
}
