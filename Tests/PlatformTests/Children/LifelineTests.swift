import Glibc
import Testing

@testable import Platform

extension Children {
  @Suite(
    "When the parent dies",
    .enabled(if: access("/usr/bin/perl", X_OK) == 0, "there is no perl to be the parent"))
  struct LifelineTests {
    /// Starts the launcher in a session of its own with a lifeline as descriptor 6, and waits.
    private static let parent = """
      use POSIX; $| = 1; pipe(R, W); print "$$\\n";
      if (!fork) { POSIX::setsid(); POSIX::dup2(fileno(R), 6); exec @ARGV or die; }
      wait;
      """

    @Test("the tool dies with it, by SIGKILL if need be")
    func killed() async throws {
      let path = try #require(launcher)
      // Its last line would come if the tool lived on; the run ends only when nobody holds its pipe any more.
      let script = #"trap "" TERM HUP INT; echo $$; sleep 15; echo survived"#
      let invocation = ToolInvocation(
        Path("/usr/bin/perl"),
        ["-e", Self.parent, path.display, "--nice", "19", "--", "/bin/sh", "-c", script],
        readable: [path] + libraries)
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
  }
}
