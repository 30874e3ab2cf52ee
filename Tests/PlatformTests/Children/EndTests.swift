import Glibc
import Testing

@testable import Platform

struct EndCase: CustomTestStringConvertible {
  let script: String, exit: Exit
  var testDescription: String { "\(script) is \(exit)" }

  static let all = [
    EndCase(script: "true", exit: .status(0)), EndCase(script: "exit 1", exit: .status(1)),
    EndCase(script: "exit 255", exit: .status(255)), EndCase(script: "kill -KILL $$", exit: .signal(SIGKILL)),
    EndCase(script: "kill -TERM $$", exit: .signal(SIGTERM)),
    EndCase(script: "kill -SEGV $$", exit: .signal(SIGSEGV)),
    EndCase(script: "kill -INT $$", exit: .signal(SIGINT)),
  ]
}

extension Children {
  @Suite("The end of a tool")
  struct EndTests {
    @Test("is an answer, whatever it is", arguments: EndCase.all)
    func ends(_ end: EndCase) async throws {
      let done = try await sh(end.script)
      #expect(done.exit == end.exit)
      #expect(done.cause == .itself)
      #expect(done.succeeded == (end.exit == .status(0)))
    }

    @Test("comes at once, with a message, when the program is not there")
    func missing() async throws {
      let done = try await run("/usr/bin/no-such-tool")
      #expect(done.exit == .status(127))
      #expect(done.errorTail.contains("cannot run '/usr/bin/no-such-tool': No such file or directory"))
    }

    @Test("is an error when it is the launcher that is not there")
    func noLauncher() async throws {
      let launcher = Launcher(launcher: Path("/nowhere/condense-launch"))
      await #expect(throws: SystemError("spawn", "/nowhere/condense-launch", errno: ENOENT)) {
        try await launcher.run(ToolInvocation(Path("/bin/true"), [])) { _ in
        } stderr: { _, _ in
        }
      }
    }

    @Test("takes along what it left running in the background")
    func background() async throws {
      let done = try await sh("sleep 60 & echo $!")
      #expect(done.succeeded)
      #expect(try await gone(done.stdout.first))
    }

    @Test("waits only for a while for what has left its session and keeps its output open")
    func escaped() async throws {
      let done = try await sh(
        "setsid sleep 100 & echo $!", limits: .init(grace: .milliseconds(300)), kind: .own)
      #expect(done.succeeded && done.stdout.count == 1)
      let pid = try #require(done.stdout.first.flatMap { pid_t($0) })
      // It is not there any more where a control group ended it.
      kill(pid, SIGKILL)
    }

    @Test("leaves no descriptor behind")
    func descriptors() async throws {
      _ = try await sh("true")
      try await leavesNothingOpen {
        for _ in 0..<50 { _ = try await sh("echo a; echo b >&2") }
      }
    }

    @Test("comes soon when a reader gives up, and its error is told", arguments: [true, false])
    func reader(ofOutput: Bool) async throws {
      struct Enough: Error {}
      let invocation = ToolInvocation(Path("/bin/sh"), ["-c", "while :; do echo x; echo y >&2; done"])
      let launcher = Launcher(launcher: try #require(launcher))
      await #expect(throws: Enough.self) {
        try await launcher.run(invocation) { lines in
          for try await _ in lines where ofOutput { throw Enough() }
        } stderr: { lines, _ in
          for try await _ in lines where !ofOutput { throw Enough() }
        }
      }
    }
  }
}
