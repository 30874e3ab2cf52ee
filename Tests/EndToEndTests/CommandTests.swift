import API
import Foundation
import Testing

extension EndToEnd {
  /// The commands as a person meets them.
  @Suite("Commands", .timeLimit(.minutes(5)))
  struct CommandTests {
    @Test("explain shows every gate, the verdict and the command; jobs and status show what came of it")
    func tour() throws {
      let bench = try Bench("crf = 45")
      let film = try bench.add(try Footage.matroska.get())
      try bench.add(try Footage.sound.get())
      let explained = try bench.condense("explain", film.path)
      #expect(explained.status == 0)
      for text in [
        "passed     interlacing: progressive", "verdict    encode with libsvtav1, crf 45", "-enc_time_base",
      ] {
        #expect(explained.text.contains(text), "\(explained.text)\(explained.stderr)")
      }
      let verdict = try bench.condense("explain", "--json", film.path)
      let plan = try #require(
        (try JSONSerialization.jsonObject(with: verdict.stdout) as? [String: Any])?["plan"] as? [String: Any])
      #expect(plan["encoder"] as? String == "libsvtav1")
      #expect(try bench.condense("explain", film.path + ".nowhere").status == 1)

      #expect(try bench.condense("run", "--once").text.contains("1 done, 0 failed, 1 skipped, 0 unchanged"))
      let jobs = try JSON.decode([JobView].self, from: Array(try bench.condense("jobs", "--json").stdout))
      #expect(jobs.count == 1 && jobs[0].status == .done && jobs[0].quality?.crf == 45)
      let file = bench.state.appendingPathComponent("jobs/1.json")
      #expect(try JSON.decode(JobView.self, from: Array(try Data(contentsOf: file))) == jobs[0])
      let skipped = try JSON.decode(
        [SkippedView].self, from: Array(try bench.condense("jobs", "--skipped", "--json").stdout))
      #expect(
        skipped.map(\.reason.code).sorted { $0.rawValue < $1.rawValue } == [.alreadyCondensed, .noVideo])
      let status = try JSON.decode(
        StatusView.self, from: Array(try bench.condense("status", "--json").stdout))
      #expect(
        status.state == "idle" && status.stats.filesDone == 1 && status.stats.savedBytes == jobs[0].savedBytes
      )
      let stats = try JSON.decode(StatsView.self, from: Array(try bench.condense("stats", "--json").stdout))
      #expect(stats == status.stats && stats.libraries.map(\.name) == ["default"])
      #expect(stats.encoders.map(\.name) == ["libsvtav1"] && stats.filesSkipped == 2)
      let table = try bench.condense("stats")
      #expect(table.status == 0 && table.text.contains("\nlibsvtav1 "), "\(table.text)")
    }

    @Test("encode does one file, however small and young")
    func encode() throws {
      let bench = try Bench("crf = 45").replacing("min_bytes = 0", with: "min_bytes = \"1 GB\"").replacing(
        "settle_secs = 0", with: "")
      let film = try bench.add(try Footage.matroska.get())
      let run = try bench.condense("run", "--once")
      #expect(run.text.contains("too_small") && run.status == 0)
      let encoded = try bench.condense("encode", film.path)
      #expect(encoded.status == 0 && encoded.text.contains("1 done"), "\(encoded.stderr)")
      #expect(try bench.condense("encode", film.path + ".nowhere").status == 1)
    }

    @Test("a young file is waited for, as long as it stays as it is")
    func settling() throws {
      let bench = try Bench("crf = 45").replacing("settle_secs = 0", with: "settle_secs = 2")
      try bench.add(try Footage.matroska.get())
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(finished.stderr)")
    }

    struct Mistake: CustomTestStringConvertible, Sendable {
      var arguments: [String]
      var status: Int32
      var says: String
      var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test(
      "mistakes are told apart by status",
      arguments: [
        Mistake(arguments: ["rnu"], status: 64, says: "Did you mean 'run'?"),
        Mistake(arguments: ["encode"], status: 64, says: "Missing expected argument '<file>'"),
        Mistake(arguments: ["run", "--onec"], status: 64, says: "Did you mean '--once'?"),
      ])
    func mistakes(_ mistake: Mistake) throws {
      let finished = try Bench().start(mistake.arguments).finish()
      #expect(
        finished.status == mistake.status && finished.stderr.contains(mistake.says), "\(finished.stderr)")
      #expect(finished.stderr.hasPrefix("Error: ") && finished.stdout.isEmpty)
    }

    @Test("a wrong configuration is refused with its line")
    func configuration() throws {
      let bench = try Bench("mim_bytes = 3")
      let finished = try bench.condense("config", "check")
      #expect(finished.status == 78)
      #expect(
        finished.stderr.contains("config.toml:7:1: ") && finished.stderr.contains("'min_bytes'"),
        "\(finished.stderr)")
      let fine = try Bench().condense("config", "check")
      #expect(fine.status == 0 && fine.text.contains("fine"), "\(fine.stderr)")
    }

    @Test("a run tells systemd what it does")
    func serviceManager() throws {
      let bench = try Bench("crf = 45")
      try bench.add(try Footage.matroska.get())
      let place = bench.root.appendingPathComponent("notify").path
      let script = """
        import socket, subprocess, sys
        s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(sys.argv[1]); s.settimeout(60)
        p = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            m = s.recv(4096).decode(); print(m)
            if m.startswith("STOPPING=1"): break
        sys.exit(p.wait())
        """
      let finished = try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        [
          "python3", "-c", script, place, Products.condense.path, "run", "--once", "--config",
          bench.root.appendingPathComponent("config.toml").path,
        ], environment: ["NOTIFY_SOCKET": place]
      ).finish()
      let lines = finished.text.split(separator: "\n")
      #expect(
        finished.status == 0 && lines.first == "READY=1" && lines.dropLast().last == "STOPPING=1",
        "\(finished)")
      // Changes are told every few seconds: the first word about the job is among them in any case.
      #expect(lines.contains { $0.hasPrefix("STATUS=") && $0.contains("film.mkv") }, "\(lines)")
    }

    @Test("looking creates nothing")
    func looking() throws {
      let bench = try Bench()
      for command in ["jobs", "status", "stats"] { #expect(try bench.condense(command).status == 0) }
      #expect(!FileManager.default.fileExists(atPath: bench.state.path))
    }

    @Test("version says what it is")
    func version() throws {
      let finished = try Running(Products.condense, ["version"]).finish()
      #expect(finished.status == 0 && finished.text.hasPrefix("condense 0."))
    }
  }
}
