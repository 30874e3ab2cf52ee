import Glibc
import Platform
import Testing

@Suite("Long reads and writes of our own")
struct IdleThreadTests {
  @Test("are done with the lowest priority, and nothing else is")
  func priority() async throws {
    let before = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
    let during = try await LowPriorityThread.run { _ in
      (
        getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0),
        // Field 18 of proc_pid_stat(5) is the thread's own priority: 20 plus nice.
        try Files.read(Path("/proc/thread-self/stat"), limit: 4096)
      )
    }
    #expect(during.0 == 19)
    let fields =
      String(decoding: during.1, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
    #expect(fields.count > 15 && fields[15] == "39")
    #expect(getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) == before)
  }

  @Test("end early when nobody waits for them any more")
  func cancelled() async throws {
    let work = Task {
      try await LowPriorityThread.run { cancellation in while true { try cancellation.check() } }
    }
    work.cancel()
    await #expect(throws: CancellationError.self) { try await work.value }
  }
}
