import API
import Foundation
import Testing

extension RealMedia {
  /// The encoders that can be used, found out by trying.
  @Suite("Encoders", .timeLimit(.minutes(5)))
  struct EncoderTests {
    /// A graphics chip that is not there: an ffmpeg whose `hevc_qsv` is libx265, heeding its quality or not.
    private func standIn(_ bench: Bench, heeds: Bool) throws -> String {
      let script = """
        #!/bin/bash
        # Stands in for an ffmpeg on a machine with Quick Sync.
        arguments=()
        while [ $# -gt 0 ]; do
          case "$1" in
            -init_hw_device) [ "$2" = qsv=hw ] || exit 9; shift ;;
            hevc_qsv) arguments+=(libx265 -x265-params log-level=error) ;;
            -global_quality) arguments+=(-crf \(heeds ? "$2" : "30")); shift ;;
            *) arguments+=("$1") ;;
          esac
          shift
        done
        exec /usr/bin/ffmpeg "${arguments[@]}"
        """
      let place = bench.root.appendingPathComponent("standin-ffmpeg")
      try script.write(to: place, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path)
      return place.path
    }

    private func bench(heeds: Bool) throws -> Bench {
      let bench = try Bench("codec = \"hevc\"\nprefer_encoder = \"qsv\"").replacing(
        "preset = 12", with: "preset = \"veryfast\"\ncrf = 28")
      let section = "[ffmpeg]\nffmpeg = \"\(try standIn(bench, heeds: heeds))\""
      let config = bench.root.appendingPathComponent("config.toml")
      try (String(contentsOf: config, encoding: .utf8) + "\n" + section).write(
        to: config, atomically: true, encoding: .utf8)
      return bench
    }

    private func views(_ bench: Bench) throws -> [EncoderView] {
      let finished = try bench.condense("encoders", "--json")
      #expect(finished.status == 0, "\(finished.stderr)")
      return try JSON.decode([EncoderView].self, from: Array(finished.stdout))
    }

    @Test("are all tried, each with its version or why it does not work", arguments: Generation.allCases)
    func all(_ generation: Generation) throws {
      let bench = try Bench("", sections: try generation.section())
      let views = try views(bench)
      #expect(views.count == 10)
      for view in views where view.kind == "software" {
        #expect(view.usable && view.whyNot == nil, "\(view)")
        #expect((view.version != nil) == (view.id != "librav1e"), "\(view)")
      }
      for view in views where !view.usable { #expect(view.whyNot?.isEmpty == false && view.version == nil) }
      let svt = try #require(views.first { $0.id == "libsvtav1" })
      #expect(svt.presets.last == (generation == .debian ? "13" : "10"))
      #expect(svt.quality.worst == (generation == .debian ? 63 : 70))
      #expect(!FileManager.default.fileExists(atPath: bench.state.path))
      #expect(try bench.condense("encoders").text.hasPrefix("encoder "))
    }

    @Test("a device that heeds the quality is used where it is preferred")
    func heeding() throws {
      let bench = try bench(heeds: true)
      let film = try bench.add(try Footage.mp4.get())
      #expect(try views(bench).first { $0.id == "hevc_qsv" }?.usable == true)
      let (outcome, finished) = try bench.runOnce()
      try #require(outcome.jobs.map(\.status) == [.done], "\(outcome.jobs) \(finished.stderr)")
      #expect(
        outcome.jobs[0].encoder == "hevc_qsv"
          && outcome.jobs[0].evidence?.findings.allSatisfy(\.passed) == true)
      let tag = try tool(
        "ffprobe", ["-v", "error", "-show_entries", "format_tags=encoder", "-of", "csv=p=0", film.path])
      #expect(String(decoding: tag, as: UTF8.self).contains("; hevc_qsv; crf=28; preset=veryfast"))
    }

    @Test("a device that does not is left alone, and software does the work")
    func heedless() throws {
      let bench = try bench(heeds: false)
      let seen = try #require(try views(bench).first { $0.id == "hevc_qsv" })
      #expect(!seen.usable && seen.whyNot?.contains("takes no heed of the quality") == true, "\(seen)")
      try bench.add(try Footage.mp4.get())
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.encoder) == ["libx265"], "\(outcome.jobs) \(finished.stderr)")
      #expect(outcome.jobs.map(\.status) == [.done])
    }

    /// An ffmpeg whose libsvtav1 passes every test encode and fails with every real file.
    private func failing(_ bench: Bench) throws -> Bench {
      let script = """
        #!/bin/bash
        # Stands in for an encoder that gives up on a film.
        [[ " $* " == *" libsvtav1 "* && " $* " != *" lavfi "* ]] && { echo "[error] the encoder gave up" >&2; exit 1; }
        exec /usr/bin/ffmpeg "$@"
        """
      let place = bench.root.appendingPathComponent("failing-ffmpeg")
      try script.write(to: place, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path)
      let config = bench.root.appendingPathComponent("config.toml")
      try (String(contentsOf: config, encoding: .utf8) + "\n[ffmpeg]\nffmpeg = \"\(place.path)\"").write(
        to: config, atomically: true, encoding: .utf8)
      return bench
    }

    @Test("an encoder that fails in a job makes way for the next, and that is on record")
    func movingOn() throws {
      let bench = try failing(Bench("crf = 50"))
      try bench.add(try Footage.mp4.get())
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.encoder) == ["libsvtav1", "libaom-av1"], "\(finished.stderr)")
      #expect(outcome.jobs.map(\.status) == [.failed, .done], "\(finished.stderr)")
      let events = try tool(
        "python3",
        [
          "-c",
          "import sqlite3,sys; print(*sqlite3.connect(sys.argv[1]).execute('select detail from events where kind=\"encoder_failed\"').fetchone())",
          bench.state.appendingPathComponent("ledger.sqlite").path,
        ])
      #expect(
        String(decoding: events, as: UTF8.self).hasPrefix(
          "libsvtav1 failed here and still passes its test encode"))
      #expect(try bench.runOnce().outcome.unchanged == 1)
    }

    @Test("when there is no next, the file fails once, and not again before something changes")
    func noneLeft() throws {
      let bench = try failing(Bench("crf = 50\nencoders = [\"libsvtav1\"]"))
      try bench.add(try Footage.mp4.get())
      #expect(try bench.runOnce().outcome.jobs.map(\.reason?.code) == [.encoderFailed])
      #expect(try bench.runOnce().outcome.unchanged == 1)
      let (again, _) = try bench.runOnce("--force")
      #expect(again.jobs.map(\.reason?.code) == [.encoderFailed])
    }
  }
}
