import Glibc
import Synchronization
import Testing

@testable import Platform

extension Children {
  @Suite("Frozen tools")
  struct FreezeTests {
    /// Never end; the last starts processes all the time.
    private static let busy = [
      "while :; do :; done", "while :; do :; done & while :; do :; done", "while :; do (:); done",
    ]

    @Test(
      "use no processor time, whatever they start, until they are thawed", arguments: Means.available, busy)
    func standStill(means: Means, script: String) async throws {
      try await means.job { group in
        async let run = sh(script)
        // Twice, since thawed tools can be frozen again.
        for _ in 0..<2 {
          let before = group.cpuSecs
          #expect(await until { group.cpuSecs > before + 0.05 })
          group.freeze()
          #expect(group.isFrozen)
          #expect(await until { used(by: group, in: 0.1) == 0 })
          #expect(used(by: group, in: 0.3) < 0.02)
          group.thaw()
        }
        let before = group.cpuSecs
        #expect(await until { group.cpuSecs > before + 0.05 })
        try end(group)
        _ = try await run
      }
    }

    @Test("that start as such do nothing until they are thawed", arguments: Means.available)
    func started(means: Means) async throws {
      try await means.job { group in
        group.freeze()
        let isDone = Mutex(false)
        async let run: Completion = {
          let done = try await sh("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; echo x")
          isDone.withLock { $0 = true }
          return done
        }()
        #expect(await until { tools(group) == 1 })
        #expect(used(by: group, in: 0.5) < 0.02)
        #expect(group.cpuSecs < 0.02 && !isDone.withLock { $0 })
        group.thaw()
        let done = try await run
        #expect(done.stdout == ["x"])
        #expect(group.cpuSecs > 0.02)
      }
    }

    @Test("come to no limit, but do so afterwards", arguments: Means.available, [true, false])
    func limits(means: Means, stall: Bool) async throws {
      let limit = Duration.milliseconds(300)
      try await means.job { group in
        group.freeze()
        async let run = run(
          "/bin/sleep", ["60"], limits: stall ? .init(stall: limit) : .init(wallClock: limit))
        #expect(await until { tools(group) == 1 })
        // Time that must not count: there is no event in it to wait for.
        try await Task.sleep(for: limit * 3)
        #expect(tools(group) == 1)
        let frozen = group.frozenTime
        #expect(frozen >= limit * 3)
        group.thaw()
        #expect(try await run.cause == (stall ? .stalled(limit) : .timedOut(limit)))
        #expect(group.frozenTime >= frozen && group.frozenTime < frozen + .seconds(60))
      }
    }

    @Test("hear it when they are to end", arguments: Means.available)
    func cancelled(means: Means) async throws {
      try await means.job { group in
        let heard = try await cancel(
          #"trap "echo bye; exit" TERM; echo $$; while :; do :; done"#, grace: .seconds(60), in: group)
        #expect(heard == ["bye"])
      }
    }

    @Test("are ended at once when they have not even begun", arguments: Means.available)
    func notBegun(means: Means) async throws {
      try await means.job { group in
        group.freeze()
        let start = ContinuousClock.now
        let task = Task { try await sh("echo x; exec sleep 60", limits: .init(grace: .seconds(60))) }
        #expect(await until { tools(group) == 1 })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(ContinuousClock.now - start < .seconds(50))
      }
    }

    @Test("are killed when they do not", arguments: Means.available)
    func killed(means: Means) async throws {
      try await means.job { group in
        let heard = try await cancel(
          #"trap "" TERM; echo $$; while :; do :; done"#, grace: .milliseconds(300), in: group)
        #expect(heard.isEmpty)
      }
    }

    @Test("are others than those that somebody else has stopped", arguments: Means.available)
    func stopped(means: Means) async throws {
      try await means.job { group in
        let heard = try await cancel(
          "trap 'echo heard' TERM; echo $$; kill -STOP $$; echo on", grace: .milliseconds(300), in: group,
          freezing: false)
        #expect(heard.isEmpty && !group.isFrozen)
      }
    }

    @Test("leave no descriptor behind", arguments: Means.available)
    func descriptors(means: Means) async throws {
      try await means.job { group in
        _ = try await sh("true")
        try await leavesNothingOpen {
          for _ in 0..<50 {
            group.freeze()
            async let run = sh("echo a")
            #expect(await until { tools(group) == 1 })
            group.thaw()
            let done = try await run
            #expect(done.succeeded)
          }
        }
      }
    }

    /// Cancels a tool while it is frozen, or has stopped itself; returns what it printed after its number.
    private func cancel(_ script: String, grace: Duration, in group: ToolGroup, freezing: Bool = true)
      async throws -> [String]
    {
      let (lines, report) = AsyncStream.makeStream(of: String.self)
      let launcher = Launcher(launcher: try #require(launcher))
      let invocation = ToolInvocation(Path("/bin/sh"), ["-c", script], limits: .init(grace: grace))
      let task = Task {
        defer { report.finish() }
        _ = try await launcher.run(invocation) { lines in
          for try await line in lines { report.yield(String(decoding: line, as: UTF8.self)) }
        } stderr: { _, _ in
        }
      }
      var iterator = lines.makeAsyncIterator()
      let pid = await iterator.next()
      if freezing {
        group.freeze()
        #expect(await until { used(by: group, in: 0.1) == 0 })
      } else {
        #expect(try await becomes("T", pid))
      }
      let start = ContinuousClock.now
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(ContinuousClock.now - start < .seconds(50))
      #expect(try await gone(pid))
      var rest: [String] = []
      while let line = await iterator.next() { rest.append(line) }
      return rest
    }

    /// Returns the processor time of a group while this process uses the processor for a while.
    private func used(by group: ToolGroup, in secs: Double) -> Double {
      let before = group.cpuSecs
      burn(secs)
      return group.cpuSecs - before
    }

    private func tools(_ group: ToolGroup) -> Int { group.state.withLock { $0.tools.count } }

    private func end(_ group: ToolGroup) throws {
      for tool in group.state.withLock({ $0.tools.values.map(\.handle) }) {
        tool.terminate(nil, grace: .zero)
      }
    }
  }
}
