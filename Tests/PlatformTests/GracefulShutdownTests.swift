import Platform
import Synchronization
import Testing

@Suite("A wish to end", .timeLimit(.minutes(5)))
struct StopRequestTests {
  private final class Count: Sendable {
    private let value = Mutex(0)
    var times: Int { value.withLock { $0 } }
    func add() { value.withLock { $0 += 1 } }
  }

  private let stop = GracefulShutdown()
  private let ends = Count()

  @Test("ends at once what nobody holds")
  func free() async {
    #expect(!stop.isRequested)
    await stop.holding(.seconds(600)) {}
    stop.request { [ends] in ends.add() }
    #expect(stop.isRequested && ends.times == 1)
  }

  @Test("waits for the last holder")
  func holders() async throws {
    await stop.holding(.seconds(600)) {
      await stop.holding(.zero) {
        stop.request { [ends] in ends.add() }
        #expect(stop.isRequested && ends.times == 0)
      }
      #expect(ends.times == 0)
    }
    #expect(ends.times == 1)
  }

  @Test("comes to its end when a holder fails")
  func failure() async {
    struct Broken: Error {}
    await #expect(throws: Broken.self) {
      try await stop.holding(.seconds(600)) {
        stop.request { [ends] in ends.add() }
        throw Broken()
      }
    }
    #expect(ends.times == 1)
  }

  @Test("waits for nobody longer than the longest limit")
  func limit() async {
    let began = ContinuousClock.now
    await stop.holding(.milliseconds(200)) {
      await stop.holding(.milliseconds(10)) {
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        stop.request { end.finish() }
        for await _ in ended {}
      }
    }
    #expect(began.duration(to: .now) >= .milliseconds(200))
  }

  @Test("is not forgotten by those who begin afterwards")
  func late() async {
    stop.request { [ends] in ends.add() }
    await stop.holding(.seconds(600)) { #expect(stop.isRequested) }
    #expect(stop.isRequested && ends.times >= 1)
  }

  @Test("ends a pause at once, whoever holds on")
  func pause() async throws {
    try await stop.pause(.milliseconds(1))
    try await stop.holding(.seconds(600)) {
      let pause = Task { try await stop.pause(.seconds(600)) }
      stop.request { [ends] in ends.add() }
      try await pause.value
      try await stop.pause(.seconds(600))
      #expect(ends.times == 0)
    }
    #expect(ends.times == 1)
  }

  @Test("is not needed to end a pause that is cancelled")
  func cancelledPause() async {
    let pause = Task { try await stop.pause(.seconds(600)) }
    pause.cancel()
    await #expect(throws: CancellationError.self) { try await pause.value }
    #expect(!stop.isRequested)
  }

  @Test("belongs to one command")
  func current() async {
    await GracefulShutdown.$current.withValue(stop) {
      GracefulShutdown.current.request {}
      #expect(stop.isRequested)
      await withTaskGroup(of: Bool.self) { group in
        group.addTask { GracefulShutdown.current.isRequested }
        for await isRequested in group { #expect(isRequested) }
      }
    }
    #expect(!GracefulShutdown.current.isRequested)
  }
}
