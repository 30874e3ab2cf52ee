import Glibc
import Testing

@testable import Platform

extension Children {
  @Suite("What a tree of processes uses")
  struct TreeTests {
    /// Below the launcher a shell, and below that a program that computes and then waits to be killed.
    private static let script = """
      echo $PPID $$
      python3 -c 'import os, signal, time
      while time.process_time() < 0.5: pass
      print(os.getpid(), flush=True)
      signal.pause()'
      echo ended
      exec sleep 100
      """

    @Test("counts who lives and who was waited for, each once")
    func once() async throws {
      let launcher = Launcher(launcher: try #require(launcher))
      let done = try await launcher.run(ToolInvocation(Path("/bin/sh"), ["-c", Self.script])) { lines in
        var iterator = lines.makeAsyncIterator()
        func next() async throws -> [pid_t] {
          let line = try #require(try await iterator.next())
          return String(decoding: line, as: UTF8.self).split(separator: " ").compactMap { pid_t($0) }
        }
        let shell = try await next()
        let program = try await next()
        let (top, own) = (try ProcessTree.usedSecs(of: shell[0]), try ProcessTree.usedSecs())
        kill(program[0], SIGKILL)
        _ = try await next()
        let after = (try ProcessTree.usedSecs(of: shell[0]), try ProcessTree.usedSecs())
        kill(shell[1], SIGKILL)
        return [top, own, after.0, after.1]
      } stderr: { _, _ in
      }
      let seen = try done.stdout.map { try #require($0) }
      #expect((0.45..<2).contains(seen[0]), "\(seen)")
      #expect((seen[0] - 0.05..<seen[0] + 0.3).contains(seen[2]), "\(seen)")
      #expect(seen[1] >= seen[0] && seen[3] >= seen[1], "\(seen)")
      #expect(try (ProcessTree.usedSecs() ?? 0) >= seen[3])
    }

    @Test("is nothing for a process that is gone")
    func gone() async throws {
      let pid = try #require(pid_t(try await sh("echo $$").stdout.first ?? ""))
      #expect(try ProcessTree.usedSecs(of: pid) == 0)
    }

    @Test("is asked often, while processes come and go, and never becomes less")
    func storm() async throws {
      let sampler = Task {
        var (use, last, count) = (OwnUse(group: nil), 0.0, 0)
        while !Task.isCancelled {
          let secs = try use.secs()
          #expect(secs >= last)
          (last, count) = (secs, count + 1)
          await Task.yield()
        }
        return count
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask { for _ in 0..<10 { _ = try await sh("/bin/true; seq 1 20000 | tail -n 1") } }
        }
        try await group.waitForAll()
      }
      sampler.cancel()
      #expect(try await sampler.value > 1)
    }
  }
}
