import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// Whether this machine is fit.
  @Suite("Doctor", .timeLimit(.minutes(5)))
  struct DoctorTests {
    private func checks(_ bench: Bench) throws -> (checks: [CheckView], finished: Finished) {
      let finished = try bench.condense("doctor", "--json")
      return (try JSON.decode([CheckView].self, from: Array(finished.stdout)), finished)
    }

    @Test("a fresh place is fit, in so far as the machine is, and nothing is left there")
    func fresh() throws {
      let bench = try Bench()
      let (checks, finished) = try checks(bench)
      // Neither belongs to the place: a kernel without Landlock, a sandbox that forbids priorities.
      let odd = checks.filter { !$0.ok && ![.landlock, .launcher].contains($0.check) }
      #expect(odd.isEmpty, "\(odd)")
      #expect(finished.status == (checks.allSatisfy(\.ok) ? 0 : 1) && finished.stderr.isEmpty)
      let order = checks.map(\.check)
      #expect(
        Set(order).isSuperset(of: [
          .config, .clock, .ffmpeg, .ffprobe, .toolVersions, .encoder, .stateDir, .jobStateDir,
          .tempOutputDir,
          .stateFilesystem, .root, .filesystem, .freeSpace, .watches,
        ]))
      #expect(
        try FileManager.default.subpathsOfDirectory(atPath: bench.root.path).sorted() == [
          "config.toml", "library",
        ])
      let people = try bench.condense("doctor")
      #expect(people.status == finished.status && people.text.contains("ok "), "\(people.text)")
      #expect(people.text.hasSuffix("all is well\n") == (finished.status == 0))
    }

    @Test("what is wrong is named, with what to do, in JSON and for people")
    func wrong() throws {
      let bench = try Bench(
        "temp_output_dir = \"config.toml/work\"",
        sections: "[load]\nmin_free_space_gb = 1000000\n[ffmpeg]\nffmpeg = \"no-such-ffmpeg\"")
      try FileManager.default.removeItem(at: bench.library)
      let (checks, finished) = try checks(bench)
      let failed = checks.filter { !$0.ok && ![.landlock, .launcher].contains($0.check) }
      #expect(finished.status == 1)
      #expect(failed.map(\.check) == [.ffmpeg, .tempOutputDir, .root, .freeSpace], "\(failed)")
      #expect(failed.allSatisfy { $0.hint?.isEmpty == false })
      #expect(failed[0].detail.contains("no-such-ffmpeg") && failed[2].path == bench.library.path)
      let people = try bench.condense("doctor")
      #expect(people.status == 1 && people.text.contains("attention  root "), "\(people.text)")
      #expect(people.text.contains("-> mount its disk, create it"), "\(people.text)")
    }

    @Test("a wrong configuration does not keep it from looking at the machine")
    func configuration() throws {
      let (checks, finished) = try checks(Bench("mim_bytes = 3"))
      #expect(finished.status == 1 && checks.first?.check == .config && checks.first?.ok == false)
      #expect(checks.first?.detail.contains("'min_bytes'") == true)
      #expect(checks.contains { $0.check == .encoder } && !checks.contains { $0.check == .root })
    }

    /// A filesystem whose program never answers, as a server that is gone.
    private static let deadMount = """
      import ctypes, os, subprocess, sys
      fuse = os.open("/dev/fuse", os.O_RDWR)
      libc = ctypes.CDLL(None, use_errno=True)
      place = os.fsencode(sys.argv[1])
      options = f"fd={fuse},rootmode=40000,user_id=0,group_id=0".encode()
      if libc.mount(b"dead", place, b"fuse.dead", 0, options): sys.exit(os.strerror(ctypes.get_errno()))
      try: sys.exit(subprocess.run(sys.argv[2:]).returncode)
      finally: libc.umount2(place, 3)
      """

    @Test(
      "a root that never answers is given up, and the rest is looked at",
      .enabled("mounting takes root and /dev/fuse") {
        geteuid() == 0 && FileManager.default.fileExists(atPath: "/dev/fuse")
      })
    func dead() throws {
      let bench = try Bench()
      let config = bench.root.appendingPathComponent("config.toml").path
      let finished = try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        [
          "python3", "-c", Self.deadMount, bench.library.path, Products.condense.path, "doctor", "--json",
          "--config", config,
        ]
      ).finish()
      let checks = try JSON.decode([CheckView].self, from: Array(finished.stdout))
      let root = try #require(checks.first { $0.check == .root }, "\(finished.stderr)")
      #expect(finished.status == 1 && !root.ok && root.detail.hasPrefix("does not answer"), "\(root)")
      #expect(checks.contains { $0.check == .freeSpace && $0.ok })
    }

    @Test("a root on a read-only mount is named", .enabled("mounting takes root") { geteuid() == 0 })
    func readOnly() throws {
      let bench = try Bench()
      try tool("mount", ["-t", "tmpfs", "-o", "ro,size=1m", "condense-test", bench.library.path])
      defer { _ = try? tool("umount", [bench.library.path]) }
      let (checks, finished) = try checks(bench)
      let root = try #require(checks.first { $0.check == .root })
      #expect(finished.status == 1 && !root.ok)
      #expect(root.detail == "tmpfs is mounted read-only at \(bench.library.path)")
    }

    @Test(
      "two names of one directory by a bind mount are seen",
      .enabled("mounting takes root") { geteuid() == 0 })
    func bound() throws {
      let bench = try Bench().replacing(
        "library_roots = [\"library\"]", with: "library_roots = [\"library\", \"again\"]")
      let again = bench.root.appendingPathComponent("again")
      try FileManager.default.createDirectory(at: again, withIntermediateDirectories: true)
      try tool("mount", ["--bind", bench.library.path, again.path])
      defer { _ = try? tool("umount", [again.path]) }
      let (checks, _) = try checks(bench)
      let same = try #require(checks.first { $0.check == .sameRoot })
      #expect(!same.ok && same.detail.contains(again.path))
    }
  }
}
