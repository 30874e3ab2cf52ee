import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// The consequence of a failure: another attempt, now or later, or none.
  @Suite("After a failure", .timeLimit(.minutes(5)))
  struct FailureTests {
    /// A bench whose ffmpeg does something of its own when it is to encode a film, or is given other words.
    private func bench(_ script: String, at words: String = "showinfo") throws -> Bench {
      let bench = try Bench("crf = 45\nencoders = [\"libsvtav1\"]", sections: "[ffmpeg]\nffmpeg = \"ffmpeg\"")
      let wrapper = bench.root.appendingPathComponent("ffmpeg")
      try "#!/bin/sh\ncase \"$*\" in *'\(words)'*) \(script) ;; esac\nexec /usr/bin/ffmpeg \"$@\"\n"
        .write(to: wrapper, atomically: true, encoding: .utf8)
      chmod(wrapper.path, 0o755)
      return try bench.replacing("ffmpeg = \"ffmpeg\"", with: "ffmpeg = \"\(wrapper.path)\"")
    }

    /// A run with a clock that is so many seconds ahead.
    private func run(_ bench: Bench, at seconds: Int) throws -> RunOutcome {
      let finished = try bench.condense(at: "+\(seconds)s", "run", "--once", "--json")
      try #require([0, 1].contains(finished.status) && !finished.stdout.isEmpty, "\(finished)")
      return try JSON.decode(RunOutcome.self, from: Array(finished.stdout))
    }

    @Test("that may pass it is tried again after a while, five times, and then when something changes")
    func backoff() throws {
      let bench = try bench("kill -9 $$")
      let film = try bench.add(try Footage.mp4.get())
      let first = try bench.runOnce()
      #expect(first.outcome.jobs.map(\.reason?.code) == [.killed] && first.finished.status == 1, "\(first)")
      let soon = try bench.runOnce()
      #expect(soon.outcome.jobs.isEmpty && soon.outcome.unchanged == 1 && soon.finished.status == 0)
      // Nothing of this is a change of the film.
      chmod(film.path, 0o600)
      #expect(try bench.runOnce().outcome.jobs.isEmpty)
      let explained = try bench.condense("explain", film.path).text
      #expect(explained.contains("known      failed: killed"), "\(explained)")
      #expect(explained.contains("again      in a run after 20") && explained.contains("after one failure"))
      #expect(try run(bench, at: 50).jobs.isEmpty)
      for seconds in [100, 500, 3600, 14_400, 43_200] {
        #expect(try run(bench, at: seconds).jobs.map(\.reason?.code) == [.killed], "after \(seconds) s")
        #expect(try run(bench, at: seconds + 30).jobs.isEmpty, "after \(seconds) s")
      }
      #expect(try run(bench, at: 400 * 86_400).jobs.isEmpty)
      #expect(try bench.runOnce().outcome.jobs.isEmpty)
      #expect(try bench.condense("explain", film.path).text.contains("after 6 failures in a row"))
      let forced = try bench.runOnce("--force")
      #expect(forced.outcome.jobs.map(\.reason?.code) == [.killed])
      #expect(try bench.runOnce().outcome.jobs.isEmpty)
      // Another ffmpeg is another chance.
      let wrapper = bench.root.appendingPathComponent("ffmpeg")
      try "#!/bin/sh\nexec /usr/bin/ffmpeg \"$@\"\n".write(to: wrapper, atomically: true, encoding: .utf8)
      chmod(wrapper.path, 0o755)
      #expect(try bench.runOnce().outcome.jobs.map(\.status) == [.done])
    }

    @Test("a clock that was ahead keeps nothing waiting once it is right")
    func clock() throws {
      let bench = try bench("kill -9 $$")
      try bench.add(try Footage.mp4.get())
      #expect(try run(bench, at: 400 * 86_400).jobs.map(\.reason?.code) == [.killed])
      #expect(try bench.runOnce().outcome.jobs.map(\.reason?.code) == [.killed])
      #expect(try bench.runOnce().outcome.jobs.isEmpty)
    }

    @Test("that stays there is no other attempt, and its command can be pasted into a shell")
    func permanent() throws {
      let bench = try bench("printf '%s\\n' \"$@\" > \"$0.words\"; echo '[error] no such luck' >&2; exit 1")
      let name = "it's \"a film\" & $(no) more.mkv"
      let film = try bench.add(try Footage.matroska.get(), as: name)
      let first = try bench.runOnce()
      let job = try #require(first.outcome.jobs.first, "\(first.finished.stderr)")
      #expect(job.reason?.code == .encoderFailed && job.reason?.detail.contains("no such luck") == true)
      let command = try #require(job.command)
      let wrapper = bench.root.appendingPathComponent("ffmpeg").path
      #expect(command.first == wrapper && command.contains(film.path) && command.contains("libsvtav1"))
      #expect(!command.contains { $0.hasPrefix("/proc/") } && job.commandB64 == nil)
      #expect(try bench.runOnce().outcome.jobs.isEmpty)

      for text in [
        try bench.condense("jobs", "--failed", "--commands").text,
        try bench.condense("explain", film.path).text,
      ] {
        let line = try #require(
          text.split(separator: "\n").first { $0.hasPrefix("    ran: ") || $0.hasPrefix("reproduce  ") },
          "\(text)")
        let words = URL(fileURLWithPath: wrapper + ".words")
        try? FileManager.default.removeItem(at: words)
        let pasted = try Running(
          URL(fileURLWithPath: "/bin/bash"),
          ["-c", String(line.drop { $0 != "/" })]
        ).finish()
        #expect(pasted.status == 1 && pasted.stderr.contains("no such luck"), "\(pasted)")
        let seen = try String(contentsOf: words, encoding: .utf8).split(
          separator: "\n", omittingEmptySubsequences: false)
        #expect(seen.dropLast().map(String.init) == Array(command.dropFirst()))
      }
    }

    @Test("of the disk, while the source is decoded once more, no film is called damaged")
    func readError() throws {
      // A tool may leave no trace where it runs, so the first waits until another is in its place, and then says what ffmpeg
      // says of a disk that fails; `make torture` has real ones.
      let bench = try bench(
        "while grep -q 'Read error' \"$0\"; do sleep 0.1; done; "
          + "echo '[matroska,webm @ 0x1] [error] Read error' >&2; exit 1",
        at: "-thread_type slice")
      try bench.add(try Footage.matroska.get(), as: "film.mkv")
      let wrapper = bench.root.appendingPathComponent("ffmpeg")
      let running = try bench.start(["run", "--once", "--json"])
      // A confined tool can tell nobody that it is there: only the list of processes shows it, which has no event.
      while running.process.isRunning, !Self.isUnderWay(wrapper) { usleep(20_000) }
      let next = bench.root.appendingPathComponent("next")
      try "#!/bin/sh\nexec /usr/bin/ffmpeg \"$@\"\n".write(to: next, atomically: true, encoding: .utf8)
      chmod(next.path, 0o755)
      try #require(rename(next.path, wrapper.path) == 0)
      let finished = running.finish()
      let outcome = try JSON.decode(RunOutcome.self, from: Array(finished.stdout))
      let reason = try #require(outcome.jobs.first?.reason, "\(outcome) \(finished.stderr)")
      #expect(reason.code == .ioError && reason.detail.contains("Read error"), "\(reason)")
      #expect(try run(bench, at: 100).jobs.map(\.status) == [.done])
    }

    /// Whether a source is decoded once more by this program.
    private static func isUnderWay(_ program: URL) -> Bool {
      let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return processes.contains { process in
        let line = (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/cmdline"))) ?? Data()
        let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        return words.prefix(2).contains(program.path) && words.contains("slice")
      }
    }

    @Test("sound that is damaged at its source is kept as it is, and is no new damage")
    func damagedSound() throws {
      let bench = try Bench("crf = 45")
      let film = try bench.add(try Footage.matroska.get())
      let packets = try tool(
        "ffprobe",
        [
          "-v", "error", "-select_streams", "a", "-show_entries", "packet=pos,size", "-of", "csv=p=0",
          film.path,
        ])
      var bytes = try Data(contentsOf: film)
      for (number, line) in String(decoding: packets, as: UTF8.self).split(separator: "\n").enumerated()
      where number % 7 == 3 {
        let fields = line.split(separator: ",").compactMap { Int($0) }
        try #require(fields.count == 2)
        // Size and place come in the order of ffprobe's own table.
        let (size, place) = (fields[0], fields[1])
        for offset in stride(from: 16, to: size - 8, by: 3) { bytes[place + offset] ^= 0x5a }
      }
      try bytes.write(to: film)
      let complaints = try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        ["ffmpeg", "-v", "error", "-i", film.path, "-map", "0:a", "-f", "null", "-"]
      ).finish().stderr
      try #require(!complaints.isEmpty)
      let hash = { (file: URL) in
        try tool(
          "ffmpeg", ["-v", "error", "-i", file.path, "-map", "0:a", "-c", "copy", "-f", "streamhash", "-"])
      }
      let before = try hash(film)
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(finished.stderr)")
      let decode = outcome.jobs.first?.evidence?.decode?.detail ?? ""
      #expect(decode.contains("errors in copied streams, "), "\(decode)")
      #expect(try hash(film) == before)
    }
  }
}
