import Dispatch
import Synchronization
import Testing

@testable import Platform

@Suite("Threads for media")
struct MediaThreadsTests {
  /// Work that neither ends nor heeds that it is cancelled, until it is let go.
  private final class Wedge: Sendable {
    private let isOver = Atomic(false)
    private let begun = Atomic(0)
    var count: Int { begun.load(ordering: .acquiring) }

    func spin() {
      begun.add(1, ordering: .acquiringAndReleasing)
      while !isOver.load(ordering: .acquiring) {}
    }
    func end() { isOver.store(true, ordering: .releasing) }
  }

  @Test("however many never end, others of them, and all that is no media, go on", .timeLimit(.minutes(5)))
  func wedged() async throws {
    // As many as would hold up every thread that libdispatch gives out.
    let (wedge, busy) = (Wedge(), Machine.cores + 1)
    let stuck = (0..<busy).map { _ in Task(executorPreference: MediaThreads.shared) { wedge.spin() } }
    while wedge.count < busy { try await Task.sleep(for: .milliseconds(1)) }
    stuck.forEach { $0.cancel() }
    #expect(await Task(executorPreference: MediaThreads.shared) { 1 }.value == 1)
    #expect(await Task.detached { 2 }.value == 2)
    await withCheckedContinuation { waiter in DispatchQueue.global().async { waiter.resume() } }
    #expect(wedge.count == busy)
    wedge.end()
    for task in stuck { await task.value }
  }

  @Test("do thousands of small things, each once", .timeLimit(.minutes(5)))
  func many() async {
    let sum = await withTaskGroup(of: Int.self) { group in
      for number in 0..<5000 {
        group.addTask(executorPreference: MediaThreads.shared) {
          await Task.yield()
          return number
        }
      }
      return await group.reduce(0, +)
    }
    #expect(sum == 5000 * 4999 / 2)
  }
}
