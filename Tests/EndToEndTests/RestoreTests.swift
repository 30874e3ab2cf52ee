import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite("Restore and purge")
  struct RestoreTests {
    /// Everything that a person could see of a file, but for its place on the disk and the time of the last look.
    private func portrait(_ file: URL) throws -> String {
      try [
        tool("sha256sum", [file.path]), tool("stat", ["-c", "%n %s %a %u %g %y %F", file.path]),
        tool("getfattr", ["--absolute-names", "-d", "-m", "-", "-e", "hex", file.path]),
        tool("getfacl", ["--absolute-names", "-n", file.path]),
      ].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }

    /// A film with an owner, a mode, an ACL, attributes and a time of its own, replaced.
    private func replaced() throws -> (bench: Bench, film: URL, before: String) {
      let bench = try Bench()
      let film = try bench.add(Footage.matroska.get(), as: "film.mkv")
      if getuid() == 0 { try tool("chown", ["12345:54321", film.path]) }
      try tool("chmod", ["0640", film.path])
      try tool("setfacl", ["-m", "u:2222:r", film.path])
      try tool("setfattr", ["-n", "user.rating", "-v", "0x00ff0a", film.path])
      try tool("touch", ["-d", "2001-02-03 04:05:06.123456789 UTC", film.path])
      let before = try portrait(film)
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(finished.stderr)")
      return (bench, film, before)
    }

    @Test(
      "after a restore bytes, status, attributes and ACL are what they were; the next run leaves it alone",
      arguments: ["film.mkv", "1", "film.mkv.orig"], [true, false])
    func restored(by wanted: String, withLedger: Bool) throws {
      if wanted == "1" && !withLedger { return }
      let (bench, film, before) = try replaced()
      if !withLedger { try FileManager.default.removeItem(at: bench.state) }
      let asked = wanted == "1" ? wanted : bench.library.appendingPathComponent(wanted).path
      let finished = try bench.condense("restore", asked)
      #expect(finished.status == 0, "\(finished.stderr)")
      #expect(try portrait(film) == before)
      #expect(try bench.names() == ["film.mkv", "film.mkv.av1skip"])
      if withLedger {
        let jobs = try JSON.decode([JobView].self, from: Array(try bench.condense("jobs", "--json").stdout))
        #expect(jobs.map(\.savedBytes) == [0] && jobs[0].notes?.count == 1)
      }
      #expect(try bench.runOnce().outcome.code("film.mkv") == "skip_marker")
      #expect(try portrait(film) == before)
    }

    @Test("a restore refuses a file that is neither, and what is not kept")
    func refused() throws {
      let (bench, film, _) = try replaced()
      try Data("mine".utf8).write(to: film)
      let finished = try bench.condense("restore", film.path)
      #expect(finished.status == 1 && finished.stderr.contains("name_taken"), "\(finished.stderr)")
      #expect(try Data(contentsOf: film) == Data("mine".utf8))
      #expect(try bench.names() == ["film.mkv", "film.mkv.orig", "film.mkv.orig.json"])
      let unknown = try bench.condense("restore", "99")
      #expect(unknown.status == 1 && unknown.stderr.contains("no original of job 99"), "\(unknown.stderr)")
    }

    @Test("originals are listed, and purged on demand")
    func purged() throws {
      let (bench, film, _) = try replaced()
      let listed = try bench.condense("originals", "list", "--json")
      let views = try JSON.decode([OriginalView].self, from: Array(listed.stdout))
      #expect(views.map(\.state) == [.kept] && views[0].path == film.path + ".orig" && views[0].job == 1)
      #expect(try bench.condense("originals", "list").text.contains("film.mkv.orig"))
      #expect(
        try bench.condense("originals", "purge").text.hasPrefix("none is due; 1 is kept ("), "not due yet")
      try FileManager.default.removeItem(at: bench.state)
      let strays = try JSON.decode(
        [OriginalView].self, from: Array(try bench.condense("originals", "list", "--json").stdout))
      #expect(strays.map(\.state) == [.kept] && strays[0].path == views[0].path && strays[0].job == nil)
      #expect(try bench.names().count == 3 && !FileManager.default.fileExists(atPath: bench.state.path))
      #expect(
        try bench.condense("originals", "purge").text.hasPrefix("none is due; 1 is kept ("),
        "its time begins anew")
      let finished = try bench.condense("originals", "purge", film.path)
      #expect(finished.status == 0 && finished.text.hasPrefix("1 removed"), "\(finished.stderr)")
      #expect(try bench.names() == ["film.mkv"])
      #expect(try bench.condense("originals", "list").text.contains("no original is kept"))
    }

    @Test("keep_original_days = 0 drops each original once its replacement was read again")
    func zero() throws {
      let bench = try Bench("keep_original_days = 0")
      try bench.add(Footage.matroska.get(), as: "film.mkv")
      #expect(try bench.runOnce().outcome.jobs.map(\.status) == [.done])
      #expect(try bench.names() == ["film.mkv"])
      #expect(try bench.runOnce().outcome.unchanged == 1)
    }

    @Test("an original whose replacement was changed stays, which is said once")
    func changed() throws {
      let bench = try Bench("keep_original_days = 0")
      let film = try bench.add(Footage.matroska.get(), as: "film.mkv")
      // Its time is up as soon as it is put away, which is just when this run ends.
      let killed = try bench.start(["run", "--once"], environment: ["CONDENSE_FAULT": "done=kill"]).finish()
      try #require(killed.status == -SIGKILL, "\(killed.stderr)")
      let tail = try FileHandle(forUpdating: film)
      try tail.seek(toOffset: tail.seekToEnd() - 1)
      try tail.write(contentsOf: Data([0]))
      try tail.close()
      #expect(try bench.runOnce().finished.stderr.contains("is not what was verified"))
      #expect(try !bench.runOnce().finished.stderr.contains("is not what was verified"))
      #expect(try bench.names().count == 3)
    }

    @Test("a clock that jumps a year ahead purges nothing")
    func jump() throws {
      let (bench, _, _) = try replaced()
      let names = try bench.names()
      let finished = try bench.condense(at: "+400d", "run", "--once")
      #expect(finished.status == 0, "\(finished.stderr)")
      #expect(try bench.names() == names)
    }
  }
}
