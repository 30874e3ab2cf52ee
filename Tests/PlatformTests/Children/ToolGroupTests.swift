import Glibc
import Testing

@testable import Platform

extension Children {
  @Suite("The tools of a job")
  struct ToolGroupTests {
    @Test("are accounted for together, while they run and afterwards", arguments: Means.available)
    func account(means: Means) async throws {
      let burn = "python3 -c 'import time\nwhile time.process_time() < 0.5: pass'"
      let (used, group) = try await means.job { group in
        let first = try await sh("\(burn) & \(burn); wait")
        #expect(abs(group.cpuSecs - first.usage.cpuSecs) < 0.1, "\(group.cpuSecs) \(first.usage)")
        let (lines, line) = AsyncStream.makeStream(of: Void.self)
        let invocation = ToolInvocation(Path("/bin/sh"), ["-c", "\(burn); echo x; exec sleep 60"])
        let launcher = Launcher(launcher: try #require(launcher))
        let task = Task {
          try await launcher.run(invocation) { lines in
            for try await _ in lines { line.yield() }
          } stderr: { _, _ in
          }
        }
        for await _ in lines { break }
        let both = group.cpuSecs
        #expect(both >= first.usage.cpuSecs + 0.4 && both < first.usage.cpuSecs + 2, "\(both) \(first.usage)")
        task.cancel()
        _ = await task.result
        #expect(group.cpuSecs >= both)
        return (group.cpuSecs, group)
      }
      #expect(group.cpuSecs >= used)
      #expect(group.peakBytes ?? 1 > 0)
    }

    @Test("are those of one job and no other")
    func current() async throws {
      let (one, other) = (ToolGroup(), ToolGroup())
      await one.run {
        #expect(ToolGroup.current === one)
        await other.run { #expect(ToolGroup.current === other) }
        one.freeze()
        #expect(one.isFrozen && !other.isFrozen)
      }
      #expect(ToolGroup.current == nil)
    }

    @Test("end as the job does, with its answer or its error")
    func answer() async throws {
      struct Broken: Error {}
      await #expect(throws: Broken.self) { try await ToolGroup().run { throw Broken() } }
      let answer = await ToolGroup().run { 7 }
      #expect(answer == 7)
    }
  }
}
