import Glibc
import Platform
import Testing

extension Children {
  @Suite("What a tool used up")
  struct UsageTests {
    @Test("is its own seconds and bytes, whatever others use")
    func own() async throws {
      let script = """
        import time
        block = bytearray(200 << 20)
        for place in range(0, len(block), 4096): block[place] = 1
        while time.process_time() < 1: pass
        """
      let busy = try await run("/usr/bin/python3", ["-c", script])
      try #require(busy.succeeded, "\(busy.errorTail)")
      #expect((1..<4).contains(busy.usage.cpuSecs), "\(busy.usage)")
      #expect((200 << 20..<600 << 20).contains(busy.usage.peakBytes), "\(busy.usage)")
      let idle = try await sh("sleep 0.5")
      #expect((0..<0.4).contains(idle.usage.cpuSecs), "\(idle.usage)")
      // Until it becomes the tool, a process is a copy of this one.
      var own = rusage()
      #expect(getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &own) == 0)
      #expect((1..<Int64(own.ru_maxrss) << 10 + 50 << 20).contains(idle.usage.peakBytes), "\(idle.usage)")
    }

    @Test("counts what it started, and is known of one that was killed")
    func children() async throws {
      let burn = "python3 -c 'import time\nwhile time.process_time() < 0.5: pass'"
      let two = try await sh("\(burn) & \(burn); wait")
      #expect((1..<4).contains(two.usage.cpuSecs), "\(two.usage) \(two.errorTail)")
      let killed = try await sh("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; kill -KILL $$")
      #expect(killed.usage.cpuSecs > 0 && killed.usage.peakBytes > 0, "\(killed.usage)")
    }
  }
}
