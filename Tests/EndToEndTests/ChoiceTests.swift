import API
import Foundation
import Testing

extension EndToEnd {
  /// Which files are taken, in which order, and what is said of the others.
  @Suite("Choosing", .timeLimit(.minutes(5)))
  struct ChoiceTests {
    @Test(
      "the order is the one that was asked for",
      arguments: [
        ("oldest", ["b.mkv", "c.mkv", "a.mp4"]), ("newest", ["a.mp4", "c.mkv", "b.mkv"]),
        ("name", ["a.mp4", "b.mkv", "c.mkv"]), ("largest", ["b.mkv", "c.mkv", "a.mp4"]),
      ])
    func order(_ order: String, _ expected: [String]) throws {
      // Nothing comes of the jobs, so that they are quick.
      let bench = try Bench("crf = 45\nmax_size_ratio = 0.001\norder = \"\(order)\"")
      let day = 86_400.0
      for (source, name, age) in [
        (try Footage.mp4.get(), "a.mp4", day), (try Footage.matroska.get(), "b.mkv", 3 * day),
        (try Footage.matroska.get(), "c.mkv", 2 * day),
      ] {
        let file = try bench.add(source, as: name)
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file.path)
      }
      let (outcome, finished) = try bench.runOnce()
      #expect(
        outcome.jobs.map { URL(fileURLWithPath: $0.path).lastPathComponent } == expected, "\(finished.stderr)"
      )
    }

    @Test("too young, not included, excluded: each is left, and the plan says what is and what is not")
    func taking() throws {
      let bench = try Bench("min_age_days = 2\ninclude = [\"films/**\"]\nexclude = [\"*sample*\"]")
      for name in ["films/old.mkv", "films/young.mkv", "films/sample.mkv", "other.mkv"] {
        let file = bench.library.appendingPathComponent(name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: try Footage.matroska.get(), to: file)
        let age: Double = name.contains("young") ? 86_400 : 3 * 86_400
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file.path)
      }
      let plan = try bench.plan()
      #expect(plan.encode.map(\.path).map { URL(fileURLWithPath: $0).lastPathComponent } == ["old.mkv"])
      #expect(plan.skipped.map(\.reason.code) == [.tooYoung])
      #expect(plan.totals.files == 1 && plan.totals.expectedBytes == plan.totals.originalBytes / 2)
      #expect((plan.totals.speed?.megapixelsPerSec ?? 0) > 0 && plan.totals.finishAt != nil)
    }

    @Test("hard links are counted once, and can be asked for by path")
    func hardLinks() throws {
      let bench = try Bench()
      let film = try bench.add(try Footage.matroska.get())
      let size = Int64(try film.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0)
      try FileManager.default.linkItem(at: film, to: bench.library.appendingPathComponent("second.mkv"))
      let plan = try bench.plan(bench.library.path)
      #expect(plan.encode.isEmpty && plan.skippedByReason["hard_linked"]?.files == 2)
      #expect(plan.totals.hardLinkedBytes == size && plan.skippedByReason["hard_linked"]?.bytes == 2 * size)
      let stray = bench.root.appendingPathComponent("stray.mkv")
      try FileManager.default.copyItem(at: try Footage.matroska.get(), to: stray)
      #expect(try bench.plan(stray.path).encode.map(\.library) == [""])
      #expect(!FileManager.default.fileExists(atPath: bench.state.path))
    }

    @Test("a hard link is broken when that is asked for: the other name keeps the old content")
    func brokenLinks() throws {
      let bench = try Bench("crf = 45\nhardlinks = \"break\"")
      let film = try bench.add(try Footage.matroska.get())
      let other = bench.root.appendingPathComponent("other.mkv")
      try FileManager.default.linkItem(at: film, to: other)
      let size = Int64(try film.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0)
      let plan = try bench.plan()
      #expect(plan.encode.count == 1 && plan.totals.sharedBytes == size && plan.totals.hardLinkedBytes == 0)
      #expect(try bench.condense("plan").text.contains("are not freed while those exist"))
      let explained = try bench.condense("explain", film.path).text
      #expect(explained.contains("2 names (hard links): the others keep what it is now"), "\(explained)")
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(finished.stderr)")
      #expect(try Data(contentsOf: other) == Data(contentsOf: Footage.matroska.get()))
      #expect(try Data(contentsOf: film) != Data(contentsOf: other))
      #expect(try bench.runOnce().outcome.unchanged == 1)
    }

    @Test("of two libraries that would take a file, the first does, and that is said once")
    func overlap() throws {
      let bench = try Bench(
        "crf = 45",
        sections:
          "[[library]]\nname = \"inner\"\nroots = [\"library/inner\"]\nskip_codecs = [\"h264\"]")
      try FileManager.default.createDirectory(
        at: bench.library.appendingPathComponent("inner"), withIntermediateDirectories: true)
      try bench.add(try Footage.matroska.get(), as: "inner/film.mkv")
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.library) == ["default"] && outcome.files == 1, "\(finished.stderr)")
      #expect(
        finished.stderr.components(separatedBy: "files that both would take").count == 2, "\(finished.stderr)"
      )
    }

    @Test("a why.txt tells what a person can do, comes and goes with its reason, and overwrites nothing")
    func sidecars() throws {
      let bench = try Bench().replacing(
        "write_why_sidecars = false", with: "write_why_sidecars = \"actionable\"")
      let film = bench.library.appendingPathComponent("film.mov")
      try tool(
        "ffmpeg",
        [
          "-nostdin", "-loglevel", "error", "-i", try Footage.mp4.get().path, "-map", "0:v", "-map", "0:s",
          "-c",
          "copy", film.path,
        ])
      try bench.add(try Footage.sound.get())
      let note = bench.library.appendingPathComponent("film.mov.why.txt")
      #expect(try bench.condense("plan").status == 0)
      #expect(!FileManager.default.fileExists(atPath: note.path))
      #expect(try bench.runOnce().outcome.skipped.count == 2)
      #expect(try String(contentsOf: note, encoding: .utf8).contains("reason  unsupported_stream"))
      #expect(try bench.names() == ["film.mov", "film.mov.why.txt", "sound.mkv"])

      _ = try bench.replacing("\"actionable\"", with: "true")
      #expect(try bench.runOnce().finished.status == 0)
      #expect(try bench.names().contains("sound.mkv.why.txt"))
      _ = try bench.replacing("write_why_sidecars = true", with: "write_why_sidecars = false")
      #expect(try bench.runOnce().finished.status == 0)
      #expect(try bench.names() == ["film.mov", "sound.mkv"])

      try "mine".write(to: note, atomically: true, encoding: .utf8)
      _ = try bench.replacing("write_why_sidecars = false", with: "write_why_sidecars = true")
      #expect(try bench.runOnce().finished.status == 0)
      #expect(try String(contentsOf: note, encoding: .utf8) == "mine")
      try FileManager.default.removeItem(at: bench.library.appendingPathComponent("sound.mkv"))
      #expect(try bench.runOnce().finished.status == 0)
      #expect(try bench.names() == ["film.mov", "film.mov.why.txt"])
    }

    @Test("a library that this version cannot serve is left alone, and what it takes is nobody else's")
    func blocked() throws {
      let bench = try Bench(
        "crf = 45\nexclude = [\"sub\"]",
        sections:
          "[[library]]\nname = \"mirror\"\nroots = [\"library\"]\nexclude = []\n[library.deliver]\nkind = \"mirror\"\nto = \"elsewhere\""
      )
      try FileManager.default.createDirectory(
        at: bench.library.appendingPathComponent("sub"), withIntermediateDirectories: true)
      let film = try bench.add(try Footage.matroska.get(), as: "sub/film.mkv")
      let (outcome, finished) = try bench.runOnce()
      #expect(finished.stderr.contains("library 'mirror' is left alone"), "\(finished.stderr)")
      #expect(outcome.files == 0 && outcome.jobs.isEmpty)
      let encoded = try bench.condense("encode", film.path)
      #expect(encoded.status == 1 && encoded.stderr.contains("is left alone"), "\(encoded.stderr)")
      #expect(try bench.condense("explain", film.path).text.contains("blocked    "))
      #expect(try bench.names() == ["sub", "sub/film.mkv"])
    }

    @Test("paths within each other are counted once, and reading needs no right to write")
    func looking() throws {
      let bench = try Bench("crf = 45")
      try FileManager.default.createDirectory(
        at: bench.library.appendingPathComponent("s"), withIntermediateDirectories: true)
      let film = try bench.add(try Footage.matroska.get(), as: "s/film.mkv")
      #expect(
        try bench.plan(bench.library.path, film.deletingLastPathComponent().path, film.path).totals.files == 1
      )
      try bench.add(try Footage.sound.get())
      #expect(try bench.runOnce().finished.status == 0)
      let before = try FileManager.default.subpathsOfDirectory(atPath: bench.state.path).sorted()
      try tool("chmod", ["-R", "a-w", bench.state.path])
      for command in ["status", "jobs", "stats", "plan"] { #expect(try bench.condense(command).status == 0) }
      #expect(try bench.condense("jobs", "--skipped").text.contains("no_video"))
      #expect(try FileManager.default.subpathsOfDirectory(atPath: bench.state.path).sorted() == before)
    }
  }
}

/// `condense plan --json`.
struct PlanOutcome: Decodable {
  struct File: Decodable { var path: String, library: String }
  struct Tally: Decodable { var files: Int, bytes: Int64 }
  struct Speed: Decodable { var megapixelsPerSec: Double }
  struct Totals: Decodable {
    var files: Int, originalBytes: Int64, expectedBytes: Int64, hardLinkedBytes: Int64, sharedBytes: Int64
    var speed: Speed?, finishAt: String?
  }
  var encode: [File]
  var skipped: [SkippedView]
  var skippedByReason: [String: Tally]
  var totals: Totals
}

extension Bench {
  /// Returns the outcome of `plan`.
  func plan(_ paths: String...) throws -> PlanOutcome {
    let finished = try start(["plan", "--json"] + paths).finish()
    return try JSON.decode(PlanOutcome.self, from: Array(finished.stdout))
  }
}
