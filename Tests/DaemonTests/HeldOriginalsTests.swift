import Platform
import Testing

@testable import Daemon

@Suite("Kept originals that somebody is at")
struct HeldOriginalsTests {
  @Test("are one's at a time, each for itself, and free again however that ends")
  func alone() async throws {
    struct Broken: Error {}
    let held = HeldOriginals()
    let (second, other) = try #require(
      await held.holding(7) { (try await held.holding(7) { 1 }, try await held.holding(8) { 2 }) })
    #expect(second == nil && other == 2)
    await #expect(throws: Broken.self) { try await held.holding(7) { throw Broken() } }
    #expect(try await held.holding(7) { 3 } == 3)
  }

  @Test("are spoken of once, until there is something else to say")
  func news() {
    let held = HeldOriginals()
    let (a, b) = (Path("/a"), Path("/b"))
    #expect(held.isNews("it stays", of: a) && held.isNews("it stays", of: b))
    #expect(!held.isNews("it stays", of: a) && held.isNews("it is away", of: a))
    held.isNews(nil, of: a)
    #expect(held.isNews("it is away", of: a) && !held.isNews("it stays", of: b))
  }
}
