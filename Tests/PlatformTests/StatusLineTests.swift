import Synchronization
import Testing

@testable import Platform

@Suite("A status line", .timeLimit(.minutes(5)))
struct StatusLineTests {
  @Test("tells the newest text only, a pause apart, and none twice")
  func newest() async {
    let line = StatusLine()
    let told = Mutex<[String]>([])
    line.show("a")
    line.show("b")
    await line.run(telling: { text in told.withLock { $0.append(text) } }) {
      switch told.withLock(\.count) {
      case 1: for text in ["c", "d", "e"] { line.show(text) }
      default:
        line.show("e")
        line.input.finish()
      }
    }
    #expect(told.withLock { $0 } == ["b", "e"])
  }

  @Test("ends when it is cancelled, in the middle of a pause or of waiting")
  func cancelled() async {
    for text in ["something", nil] {
      let line = StatusLine()
      if let text { line.show(text) }
      let (begun, begin) = AsyncStream.makeStream(of: Void.self)
      let task = Task {
        if text == nil { begin.finish() }
        // The pause that is broken off; nobody waits for its end.
        await line.run(telling: { _ in begin.finish() }) { try await Task.sleep(for: .seconds(600)) }
      }
      for await _ in begun {}
      task.cancel()
      await task.value
    }
  }
}
