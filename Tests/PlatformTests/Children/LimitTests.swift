import Glibc
import TestSupport
import Testing

@testable import Platform

extension Children {
  @Suite("A tool is ended")
  struct LimitTests {
    private static let soon = Duration.milliseconds(300)

    @Test("when its time is up, however busy it is")
    func wallClock() async throws {
      let done = try await sh("while :; do echo x; sleep 0.05; done", limits: .init(wallClock: Self.soon))
      #expect(done.cause == .timedOut(Self.soon))
      #expect(done.exit == .signal(SIGTERM))
      #expect(!done.stdout.isEmpty)
    }

    @Test("when it shows no progress")
    func stall() async throws {
      let done = try await run("/bin/sleep", ["60"], limits: .init(wallClock: .seconds(60), stall: Self.soon))
      #expect(done.cause == .stalled(Self.soon))
      #expect(done.exit == .signal(SIGTERM))
    }

    @Test("not while it prints a line now and then")
    func progress() async throws {
      let done = try await sh(
        "for i in 1 2 3 4 5 6 7 8; do echo $i; sleep 0.25; done", limits: .init(stall: .seconds(1.5)))
      #expect(done.stdout.count == 8)
      #expect(done.succeeded)
    }

    @Test("unless its complaints are said to be progress", arguments: [true, false])
    func complaints(count: Bool) async throws {
      let invocation = ToolInvocation(
        Path("/bin/sh"), ["-c", "for i in 1 2 3 4 5 6 7 8; do echo $i >&2; sleep 0.25; done"],
        limits: .init(stall: .seconds(1.5)))
      let launcher = Launcher(launcher: try #require(launcher))
      let done = try await launcher.run(invocation) { _ in
      } stderr: { lines, deadline in
        for try await _ in lines where count { deadline.progressed() }
      }
      #expect(done.cause == (count ? .itself : .stalled(.seconds(1.5))))
    }

    @Test("with its children, by force if it must be")
    func force() async throws {
      let script = #"trap "" TERM; echo $$; sleep 60 & echo $!; wait; sleep 60"#
      let done = try await sh(script, limits: .init(wallClock: Self.soon, grace: Self.soon))
      #expect(done.exit == .signal(SIGKILL))
      #expect(done.cause == .timedOut(Self.soon))
      try #require(done.stdout.count == 2)
      for pid in done.stdout { #expect(try await gone(pid)) }
    }

    @Test("politely first")
    func politely() async throws {
      let script = #"trap "echo bye; exit 7" TERM; sleep 60 & wait"#
      let done = try await sh(script, limits: .init(wallClock: Self.soon, grace: .seconds(30)))
      #expect(done.stdout == ["bye"])
      #expect(done.exit == .status(7))
      #expect(!done.succeeded)
    }

    @Test("when its task is cancelled", arguments: ["", #"trap "" TERM; "#])
    func cancel(trap: String) async throws {
      let (started, report) = AsyncStream.makeStream(of: String.self)
      let launcher = Launcher(launcher: try #require(launcher))
      let invocation = ToolInvocation(
        Path("/bin/sh"), ["-c", trap + "echo $$; sleep 60 & wait; sleep 60"], limits: .init(grace: Self.soon))
      let task = Task {
        try await launcher.run(invocation) { lines in
          for try await line in lines { report.yield(String(decoding: line, as: UTF8.self)) }
        } stderr: { _, _ in
        }
      }
      let pid = await started.first { _ in true }
      task.cancel()
      let start = ContinuousClock.now
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(ContinuousClock.now - start < .seconds(50))
      #expect(try await gone(pid))
    }

    @Test("before it begins when its task is cancelled already")
    func cancelledBefore() async throws {
      let scratch = try Scratch()
      let output = try scratch.file("output")
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await sh("echo x >/proc/self/fd/4", output: output)
      }
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try output.status().size == 0)
    }
  }
}
