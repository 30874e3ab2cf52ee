import Dispatch
import Platform
import Testing

@Suite("Looks that may hang", .timeLimit(.minutes(5)))
struct BlockingLookTests {
  /// A look that hangs until the test is over.
  private final class Stuck: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    let began = AsyncStream.makeStream(of: Void.self)

    func look() -> Int {
      began.continuation.yield()
      gate.wait()
      return 1
    }
    func release() { gate.signal() }
  }

  @Test("give their answer")
  func answers() async throws {
    #expect(try await BlockingCall.answer(within: .seconds(30)) { 7 } == 7)
  }

  @Test("are given up, and a late answer is nobody's")
  func late() async throws {
    let stuck = Stuck()
    #expect(try await BlockingCall.answer(within: .milliseconds(20)) { stuck.look() } == nil)
    stuck.release()
  }

  @Test("are given up when the task is cancelled")
  func cancelled() async throws {
    let stuck = Stuck()
    let task = Task { try await BlockingCall.answer(within: .seconds(600)) { stuck.look() } }
    for await _ in stuck.began.stream { break }
    task.cancel()
    #expect(try await task.value == nil)
    stuck.release()
  }

  @Test("hold nobody up, however many hang")
  func many() async throws {
    let stuck = (0..<40).map { _ in Stuck() }
    try await withThrowingTaskGroup { group in
      for one in stuck {
        group.addTask { try await BlockingCall.answer(within: .milliseconds(50)) { one.look() } }
      }
      for try await answer in group { #expect(answer == nil) }
    }
    stuck.forEach { $0.release() }
  }
}
