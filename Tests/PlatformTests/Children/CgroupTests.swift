import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Platform

extension Children {
  @Suite(
    "In a control group", .enabled(if: TestCgroup.isPossible, "this user cannot make control groups here"))
  struct CgroupTests {
    private static let limit = Duration.milliseconds(300)
    /// Leaves its session, hears nothing, and says who it is; where a kernel has no filters every tool may.
    private static let runaway = #"setsid sh -c 'trap "" TERM HUP; echo $$; sleep 60; echo late'"#

    /// Ends when the other one has said who it is.
    private static let hasty = runaway.replacing("echo $$;", with: "echo $$; : > FILE;")

    @Test(
      "nothing gets away from the end of its tool",
      arguments: ["\(runaway) & wait", "(\(hasty) &) ; until test -e FILE; do :; done"])
    func runaways(script: String) async throws {
      let scratch = try Scratch()
      let script = script.replacing("FILE", with: "\(scratch.path)/said")
      try await Means.controlGroup.job { _ in
        let done = try await sh(
          script, limits: .init(wallClock: Self.limit * 3, grace: Self.limit), kind: .own)
        #expect(done.stdout.count == 1, "\(done)")
        #expect(try await gone(done.stdout.first))
      }
    }

    @Test("what gets away is frozen as well")
    func frozenRunaway() async throws {
      try await Means.controlGroup.job { group in
        let (lines, line) = AsyncStream.makeStream(of: String.self)
        let launcher = Launcher(launcher: try #require(launcher))
        let script = "setsid sh -c 'echo $$; while :; do :; done' & wait"
        var invocation = ToolInvocation(Path("/bin/sh"), ["-c", script])
        invocation.kind = .own
        let task = Task { [invocation] in
          try await launcher.run(invocation) { lines in
            for try await text in lines { line.yield(String(decoding: text, as: UTF8.self)) }
          } stderr: { _, _ in
          }
        }
        let pid = await lines.first { _ in true }
        group.freeze()
        let cgroup = try #require(group.state.withLock { $0.cgroup }).path.appending("tool-1/cgroup.events")
        #expect(
          try await until {
            String(decoding: try Files.read(cgroup, limit: 99), as: UTF8.self).contains("frozen 1")
          })
        let before = group.cpuSecs
        burn(0.3)
        #expect(group.cpuSecs == before)
        task.cancel()
        _ = await task.result
        #expect(try await gone(pid))
      }
    }

    @Test("one tool's end is not another's")
    func oneOfTwo() async throws {
      try await Means.controlGroup.job { _ in
        async let long = sh("sleep 1; echo x")
        let short = try await sh("sleep 60", limits: .init(wallClock: Self.limit, grace: Self.limit))
        #expect(short.cause == .timedOut(Self.limit))
        #expect(try await long.stdout == ["x"])
      }
    }

    @Test("what a dead process left is killed and taken away, and nobody else's")
    func leftovers() async throws {
      let place = try TestCgroup()
      let left = try place.cgroup.make("job-7").make("tool-1")
      let other = try place.cgroup.make("other")
      let (lines, line) = AsyncStream.makeStream(of: String.self)
      let launcher = Launcher(launcher: try #require(launcher))
      let task = Task {
        try await launcher.run(ToolInvocation(Path("/bin/sh"), ["-c", "trap '' TERM; echo $$; sleep 60"])) {
          lines in
          for try await text in lines { line.yield(String(decoding: text, as: UTF8.self)) }
        } stderr: { _, _ in
        }
      }
      let pid = await lines.first { _ in true }
      try left.take(#require(pid.flatMap { pid_t($0) }))
      left.freeze(true)
      let home = try CgroupHome(at: place.cgroup.path)
      await home.clear()
      #expect(try await gone(pid))
      #expect(try await task.value.exit == .signal(SIGKILL))
      #expect(place.cgroup.below() == [other])
      // Only one may do that.
      #expect(failure { try CgroupHome(at: place.cgroup.path) } == EWOULDBLOCK)
      withExtendedLifetime(home) {}
    }

    @Test("this process makes room for its jobs")
    func claim() async throws {
      let before = Cgroup(path: try #require(CgroupHome.own()))
      let place = try TestCgroup()
      let core = Cgroup(path: place.cgroup.path.appending("core"))
      try place.cgroup.take(getpid())
      defer {
        // With what other tests have started meanwhile.
        for cgroup in [place.cgroup, core] {
          for pid in TestCgroup.processes(cgroup) { try? before.take(pid) }
        }
      }
      #expect(CgroupHome.own() == place.cgroup.path)
      let home = try await CgroupHome.claim()
      #expect(CgroupHome.own() == core.path && home.cgroup == place.cgroup)
      let group = ToolGroup(in: home)
      let tool = try await group.run { try await run("/bin/cat", ["/proc/self/cgroup"]) }
      #expect(tool.stdout.last?.hasSuffix("/job-1/tool-1") == true, "\(tool)")
      #expect(place.cgroup.below() == [core])
    }

    @Test("a tool that cannot join it says so")
    func unjoined() async throws {
      let path = try #require(launcher)
      var invocation = ToolInvocation(path, ["--cgroup", "/nowhere", "--", "/bin/true"])
      invocation.kind = .own
      let done = try await Launcher(launcher: path).run(invocation) { _ in
      } stderr: { _, _ in
      }
      #expect(done.exit == .status(127))
      #expect(
        done.errorTail.contains("cannot join '/nowhere': No such file or directory"), "\(done.errorTail)")
    }
  }
}

@Suite("Control groups")
struct CgroupFileTests {
  @Test("tell the most memory they held where the kernel counts it")
  func peak() throws {
    let scratch = try Scratch()
    let cgroup = Cgroup(path: scratch.path)
    #expect(cgroup.peakBytes == nil && cgroup.cpuSecs == nil)
    try scratch.add("memory.peak", "1048576\n")
    try scratch.add("cpu.stat", "usage_usec 1500000\nuser_usec 1000000\n")
    #expect(cgroup.peakBytes == 1 << 20 && cgroup.cpuSecs == 1.5)
  }
}
