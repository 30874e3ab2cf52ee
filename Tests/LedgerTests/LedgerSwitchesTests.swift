import Ledger
import Platform
import Testing
import TestSupport

@Suite("Switches")
struct LedgerSwitchesTests {
  @Test("hold until they are switched off, also in another process's eyes")
  func hold() async throws {
    let scratch = try Scratch()
    let path = scratch.ledger
    let ledger = try Ledger(path: path, jobDirectory: nil)
    #expect(try await ledger.switches() == [])
    for part in [Switch.paused, .disabled("films"), .disabled("films"), .disabled("")] {
      try await ledger.set(part, on: true)
    }
    let other = try Ledger(path: path, jobDirectory: nil)
    #expect(try await other.switches() == [.paused, .disabled("films"), .disabled("")])
    try await other.set(.paused, on: false)
    try await other.set(.disabled("nothing"), on: false)
    #expect(try await ledger.switches() == [.disabled("films"), .disabled("")])
  }
}
