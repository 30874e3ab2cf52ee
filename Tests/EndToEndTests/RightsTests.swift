import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// Another user's files, in a directory that everybody may write to.
  @Suite(
    "As a user of its own", .timeLimit(.minutes(5)),
    .enabled(if: getuid() == 0, "needs root to become others"))
  struct RightsTests {
    private static let all = "+chown,+fowner,+dac_read_search,+lease"
    private static let owner: uid_t = 1234, group: gid_t = 4321

    /// A bench that user 65534 may work in, with a film of somebody else's.
    private func bench(mode: mode_t = 0o640) throws -> (Bench, URL) {
      let bench = try Bench("crf = 45")
      let film = try bench.add(try Footage.matroska.get())
      for place in [bench.root, bench.library] { chmod(place.path, 0o777) }
      chown(film.path, Self.owner, Self.group)
      chmod(film.path, mode)
      return (bench, film)
    }

    private func run(
      _ bench: Bench, _ capabilities: String?, _ command: [String] = ["run", "--once", "--json"]
    )
      throws -> Finished
    {
      try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
          + (capabilities.map { ["--inh-caps", $0, "--ambient-caps", $0] } ?? [])
          + [Products.condense.path] + command
          + ["--config", bench.root.appendingPathComponent("config.toml").path]
      ).finish()
    }

    private func outcome(_ finished: Finished) throws -> RunOutcome {
      try JSON.decode(RunOutcome.self, from: Array(finished.stdout))
    }

    @Test("without capabilities it is said before any work, and seen when they are given")
    func without() throws {
      let (bench, film) = try bench(mode: 0o644)
      let before = try Snapshot(bench.library)
      let finished = try run(bench, nil)
      let first = try outcome(finished)
      #expect(first.jobs.isEmpty && first.code("film.mkv") == "metadata_not_kept", "\(finished.stderr)")
      #expect(finished.stderr.contains("user \(Self.owner)") && finished.stderr.contains("CAP_CHOWN"))
      #expect(try Snapshot(bench.library) == before)
      #expect(try outcome(run(bench, nil)).unchanged == 1)
      #expect(try run(bench, nil, ["plan"]).text.contains("metadata_not_kept"))
      #expect(
        try run(bench, nil, ["explain", film.path]).text.contains("verdict    skip: metadata_not_kept"))
      let again = try run(bench, Self.all)
      #expect(try outcome(again).jobs.map(\.status) == [.done], "\(again.stderr)")
    }

    @Test("of all rights the tools get one, to read what the core may read")
    func tools() throws {
      let finished = try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        [
          "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps", Self.all,
          "--ambient-caps",
          Self.all, Products.directory.appendingPathComponent("condense-launch").path, "--", "/usr/bin/grep",
          "Cap",
          "/proc/self/status",
        ]
      ).finish()
      // CAP_DAC_READ_SEARCH is bit 2.
      for set in ["CapPrm", "CapEff", "CapAmb"] {
        #expect(finished.text.contains("\(set):\t0000000000000004"), "\(finished.text)\(finished.stderr)")
      }
    }

    @Test("a directory that may not be written to is said before any work")
    func closed() throws {
      let (bench, _) = try bench(mode: 0o644)
      chmod(bench.library.path, 0o755)
      let finished = try run(bench, Self.all)
      let first = try outcome(finished)
      #expect(first.jobs.isEmpty && first.code("film.mkv") == "not_writable", "\(finished.stderr)")
      #expect(try outcome(run(bench, Self.all)).unchanged == 1)
      chmod(bench.library.path, 0o777)
      #expect(try outcome(run(bench, Self.all)).jobs.map(\.status) == [.done])
    }

    @Test("with capabilities the result keeps owner, group, mode, access list and times")
    func with() throws {
      let (bench, film) = try bench()
      // Version 2; owner rw, user 12345 r, group r, mask r, others nothing (linux/posix_acl_xattr.h).
      let list =
        "02000000 01000600ffffffff 0200040039300000 04000400ffffffff 10000400ffffffff 20000000ffffffff"
      try python("os.setxattr(a, 'system.posix_acl_access', bytes.fromhex('\(list)'))", film)
      let look =
        "s = os.stat(a); print(s.st_uid, s.st_gid, oct(s.st_mode), s.st_mtime_ns, "
        + "os.getxattr(a, 'system.posix_acl_access').hex())"
      let before = try python(look, film)
      let finished = try run(bench, Self.all)
      let done = try outcome(finished)
      #expect(done.jobs.map(\.status) == [.done] && done.jobs.first?.notes == nil, "\(finished.stderr)")
      #expect(try python(look, film) == before)
      #expect(before.hasPrefix("\(Self.owner) \(Self.group) "), "\(before)")
    }

    @Test("with capabilities the result keeps attributes")
    func attributes() throws {
      let (bench, film) = try bench()
      try python("os.setxattr(a, 'user.note', b'kept')", film)
      let finished = try run(bench, Self.all)
      #expect(try outcome(finished).jobs.map(\.status) == [.done], "\(finished.stderr)")
      #expect(try python("print(os.getxattr(a, 'user.note'))", film).contains("kept"))
    }

    @Test("without a lease it is said that other openers cannot be known, or who they are")
    func unleased() throws {
      let (bench, film) = try bench(mode: 0o644)
      let capabilities = "+chown,+fowner,+dac_read_search"
      let reader = try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        [
          "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3", "-c",
          "import signal, sys; f = open(sys.argv[1]); print('ready', file=sys.stderr, flush=True); signal.pause()",
          film.path,
        ])
      let number = reader.process.processIdentifier
      defer { if reader.process.isRunning { kill(number, SIGKILL) } }
      try #require(reader.waits(for: "ready"))
      let held = try run(bench, capabilities)
      let first = try outcome(held)
      #expect(held.status == 0 && first.jobs.isEmpty && first.code("film.mkv") == "in_use", "\(held.stderr)")
      #expect(first.waiting.map(\.status) == ["queued"])
      #expect(held.stderr.contains("'python3' (process \(number)) has it open"), "\(held.stderr)")
      kill(number, SIGKILL)
      _ = reader.finish()

      let finished = try run(bench, capabilities)
      let job = try #require(try outcome(finished).jobs.first, "\(finished.stderr)")
      #expect(job.status == .done)
      #expect(
        job.notes?.contains { $0.contains("cannot be known") && $0.contains("not be looked into") } == true)
      let events = try tool(
        "python3",
        [
          "-c",
          "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(\"SELECT count(*) FROM events WHERE kind = 'in_use_unknown'\").fetchone())",
          bench.state.appendingPathComponent("ledger.sqlite").path,
        ])
      #expect(String(decoding: events, as: UTF8.self).contains("(1,)"))
    }

    @discardableResult
    private func python(_ script: String, _ file: URL) throws -> String {
      String(
        decoding: try tool("python3", ["-c", "import os, sys; a = sys.argv[1]; " + script, file.path]),
        as: UTF8.self)
    }
  }
}
