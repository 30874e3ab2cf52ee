import Glibc
import Testing

@testable import Platform

extension Children {
  @Suite(
    "When the parent dies",
    .enabled(if: access("/usr/bin/perl", X_OK) == 0, "there is no perl to be the parent"))
  struct LifelineTests {
    /// Starts the launcher in a session of its own with a lifeline as descriptor 6, and waits; on SIGUSR1 it says the word that stops the
    /// tool.
    private static let parent = """
      use POSIX; $| = 1; pipe(R, W); $SIG{USR1} = sub { syswrite(W, "s") }; print "$$\\n";
      if (!fork) { POSIX::setsid(); POSIX::dup2(fileno(R), 6); exec @ARGV or die; }
      1 while wait < 0;
      """

    @Test("the tool dies with it, by SIGKILL if need be")
    func killed() async throws {
      let path = try #require(launcher)
      // Its last line would come if the tool lived on; the run ends only when nobody holds its pipe any more.
      let script = #"trap "" TERM HUP INT; echo $$; sleep 15; echo survived"#
      var invocation = ToolInvocation(
        Path("/usr/bin/perl"),
        ["-e", Self.parent, path.display, "--nice", "19", "--", "/bin/sh", "-c", script])
      invocation.kind = .own
      let done = try await Launcher(launcher: path).run(invocation) { lines in
        var seen: [String] = []
        for try await line in lines {
          seen.append(String(decoding: line, as: UTF8.self))
          if seen.count == 2, let parent = pid_t(seen[0]) { kill(parent, SIGKILL) }
        }
        return seen
      } stderr: { _, _ in
      }
      #expect(done.exit == .signal(SIGKILL))
      #expect(done.stdout.count == 2, "\(done.stdout) \(done.errorTail)")
      #expect(try await gone(done.stdout.last))
    }

    @Test("a tool that it has stopped dies with it, and what the tool has started")
    func stopped() async throws {
      let path = try #require(launcher)
      // The second line comes from a process that its lifeline then stops.
      let script = "trap '' TERM HUP INT; sh -c 'echo $$; while :; do :; done' & wait"
      var invocation = ToolInvocation(
        Path("/usr/bin/perl"), ["-e", Self.parent, path.display, "--", "/bin/sh", "-c", script])
      invocation.kind = .own
      invocation.limits.wallClock = .seconds(60)
      let done = try await Launcher(launcher: path).run(invocation) { lines in
        var seen: [String] = []
        for try await line in lines {
          seen.append(String(decoding: line, as: UTF8.self))
          guard seen.count == 2, let parent = pid_t(seen[0]) else { continue }
          // Told to do so, the parent says the word.
          kill(parent, SIGUSR1)
          #expect(try await becomes("T", seen[1]))
          kill(parent, SIGKILL)
        }
        return seen
      } stderr: { _, _ in
      }
      #expect(done.exit == .signal(SIGKILL))
      #expect(done.stdout.count == 2, "\(done.stdout) \(done.errorTail)")
      #expect(try await gone(done.stdout.last))
    }

    @Test(
      "what its control group holds, frozen, dies with it, whatever its session",
      .enabled(if: TestCgroup.isPossible, "this user cannot make control groups here"))
    func controlGroup() async throws {
      let path = try #require(launcher)
      let place = try TestCgroup()
      let cgroup = try place.cgroup.make("job-1")
      let script = "setsid sh -c 'trap \"\" TERM HUP; echo $$; while :; do :; done' & wait"
      var invocation = ToolInvocation(
        Path("/usr/bin/perl"),
        [
          "-e", Self.parent, path.display, "--kind", "own", "--cgroup", cgroup.path.display, "--", "/bin/sh",
          "-c",
          script,
        ], limits: .init(wallClock: .seconds(60)))
      invocation.kind = .own
      let done = try await Launcher(launcher: path).run(invocation) { lines in
        var seen: [String] = []
        for try await line in lines {
          seen.append(String(decoding: line, as: UTF8.self))
          guard seen.count == 2, let parent = pid_t(seen[0]) else { continue }
          cgroup.freeze(true)
          kill(parent, SIGKILL)
        }
        return seen
      } stderr: { _, _ in
      }
      #expect(done.cause == .itself && done.exit == .signal(SIGKILL))
      #expect(done.stdout.count == 2, "\(done.stdout) \(done.errorTail)")
      #expect(try await gone(done.stdout.last))
    }
  }
}
