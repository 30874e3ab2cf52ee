import API
import Glibc
import Ledger
import Platform
import TestSupport
import Testing

@testable import Delivery

@Suite("A name that is taken")
struct NameTakenTests {
  @Test(
    "while the file was being encoded is said as such, and nothing is overwritten",
    arguments: [".orig", ".orig.json"])
  func appears(suffix: String) async throws {
    let cinema = try Cinema()
    let mine = cinema.film.suffixed(suffix)
    try Files.writeAtomically(Array("mine".utf8), to: mine)
    await #expect { try await cinema.replace() } throws: { ($0 as? Reason)?.code == .nameTaken }
    #expect(try cinema.bytes(mine) == Array("mine".utf8) && cinema.bytes(cinema.film) == Cinema.original)
    #expect(try cinema.names().count == 2)
    #expect(try await cinema.ledger.openAttempts().isEmpty)
  }

  /// A path of exactly so many bytes, in directories that are made.
  private func path(_ bytes: Int, in scratch: Scratch) throws -> Path {
    var directory = scratch.path
    // The last name has 60 bytes, and those above it share the rest.
    while bytes - directory.bytes.count - 61 > 0 {
      let rest = bytes - directory.bytes.count - 61
      let length = rest > 202 ? 200 : rest - 1
      directory = directory.appending([UInt8](repeating: UInt8(ascii: "d"), count: length))
    }
    return directory.appending(
      [UInt8](repeating: UInt8(ascii: "f"), count: bytes - directory.bytes.count - 1))
  }

  @Test("is too long where the note would not have room, in its name or in its path")
  func long() async throws {
    let (scratch, ledger) = (try Scratch(), try Cinema())
    let replacer = Replacer(ledger: ledger.ledger)
    for (bytes, fits) in [(4000, true), (4085, true), (4086, false), (4091, false), (4095, false)] {
      let path = try path(bytes, in: scratch)
      try #require(path.bytes.count == bytes)
      #expect((try await replacer.obstacle(at: path)?.code != .nameTaken) == fits, "\(bytes)")
    }
    for (length, fits) in [(245, true), (246, false), (255, false)] {
      let path = scratch.path.appending([UInt8](repeating: UInt8(ascii: "f"), count: length))
      #expect((try await replacer.obstacle(at: path)?.code != .nameTaken) == fits, "\(length)")
    }
    let deep = Path(
      bytes: Array("/".utf8) + [UInt8](repeating: UInt8(ascii: "d"), count: 4060) + Array("/f".utf8))
    #expect(Replacer.tooLong([deep]) != nil, "the unfinished file has a longer name than the film")
  }
}
