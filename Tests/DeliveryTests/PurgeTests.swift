import API
import Configuration
import Delivery
import Ledger
import Platform
import TestSupport
import Testing

@Suite("A purge")
struct PurgeTests {
  private func purge(_ cinema: Cinema) async throws -> String {
    let record = try #require(try await cinema.ledger.originals().first)
    return switch try await cinema.originals.purge(record) {
    case .removed(let bytes): "removed \(bytes)"
    case .missing: "missing"
    case .left(let reason): "left \(reason.code.rawValue)"
    }
  }

  @Test("removes the original and its note, and nothing else")
  func removes() async throws {
    let cinema = try Cinema()
    try await cinema.replace()
    #expect(try await purge(cinema) == "removed \(Cinema.original.count)")
    #expect(try cinema.names() == ["film.mkv"] && cinema.bytes(cinema.film) == Cinema.smaller)
    #expect(try await cinema.ledger.originals().isEmpty)
  }

  @Test("leaves the original of a replacement that is not what was verified")
  func changed() async throws {
    let cinema = try Cinema()
    let keep = try await cinema.replace().keep
    try Files.writeAtomically(Array("its rasult".utf8), to: cinema.film)
    #expect(try await purge(cinema) == "left source_vanished")
    try Files.remove(cinema.film)
    #expect(try await purge(cinema) == "left source_vanished")
    #expect(try cinema.bytes(keep) == Cinema.original)
    #expect(try await cinema.ledger.originals().count == 1)
  }

  @Test("leaves everything alone when the disk is not there")
  func offline() async throws {
    let cinema = try Cinema()
    try await cinema.replace()
    try DirectoryHandle(cinema.scratch.path).move(cinema.film.parent.name, to: Array("away".utf8))
    #expect(try await purge(cinema) == "left source_vanished")
    #expect(try await cinema.ledger.originals().count == 1)
  }

  @Test("forgets what a person has removed, and leaves what one has given another name")
  func gone() async throws {
    let cinema = try Cinema()
    try Files.remove(try await cinema.replace().keep)
    #expect(try await purge(cinema) == "missing")
    #expect(try cinema.names() == ["film.mkv"])
    let renamed = try Cinema()
    let keep = try await renamed.replace().keep
    try DirectoryHandle(keep.parent).move(keep.name, to: Array("backup.mkv".utf8))
    #expect(try await purge(renamed) == "missing")
    #expect(try renamed.names() == ["backup.mkv", "film.mkv"])
    #expect(try await renamed.ledger.originals().isEmpty)
  }

  @Test("comes when both clocks say so, at once where nothing is kept, and never where all is")
  func due() async throws {
    for (keep, count) in [(KeepOriginal.days(0), 1), (.days(1), 0), (.forever, 0)] {
      let cinema = try Cinema()
      try await cinema.replace(keep: keep)
      #expect(try await cinema.originals.due().count == count, "\(keep)")
    }
  }

  @Test("takes what only a note knows of as put away now, for as long as before")
  func noted() async throws {
    let cinema = try Cinema()
    let keep = try await cinema.replace(keep: .days(3)).keep
    let record = try #require(try cinema.originals.notes(in: cinema.film.parent).first)
    #expect(record.keep == keep && record.path == cinema.film && record.job == nil)
    #expect(record.deleteAfter.map { $0 - record.keptAt } == Int64(3 * 86_400))
  }
}
