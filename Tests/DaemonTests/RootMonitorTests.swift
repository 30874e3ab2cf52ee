import Platform
import TestSupport
import Testing

@testable import Daemon

@Suite("Looks at roots")
struct RootLooksTests {
  @Test("that many ask for at once have the same answer")
  func together() async throws {
    let scratch = try Scratch()
    try scratch.file("film.mkv")
    let looks = RootMonitor()
    let answers = try await Array(repeating: scratch.path, count: 200).concurrentMap(width: 50) { root in
      try await looks.see(root)?.get()
    }
    #expect(answers.count == 200)
    #expect(answers.allSatisfy { $0?.real == scratch.path && $0?.isEmpty == false })
  }

  @Test("tell news once")
  func news() async throws {
    let looks = RootMonitor()
    let root = Path("/nowhere")
    #expect(await looks.note(root, whyOffline: nil) == false)
    #expect(await looks.note(root, whyOffline: "gone") == true)
    #expect(await looks.note(root, whyOffline: "gone still") == false)
    #expect(await looks.offline == [root: "gone still"])
    #expect(await looks.note(root, whyOffline: nil) == true)
    #expect(await looks.offline.isEmpty)
  }
}
