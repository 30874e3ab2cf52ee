import API
import Glibc
import Ledger
import Platform
import TestSupport
import Testing

@testable import Delivery

/// Files of all kinds under the name of a note.
@Suite("The file of a note")
struct NoteFileTests {
  private func note(of cinema: Cinema) async throws -> (Path, String) {
    let note = try await cinema.replace().keep.suffixed(".json")
    return (note, String(decoding: try cinema.bytes(note), as: UTF8.self))
  }

  private func expectNothing(_ cinema: Cinema, _ what: String) async throws {
    #expect(try cinema.originals.notes(in: cinema.film.parent).isEmpty, "\(what)")
    // The ledger's own word holds, whatever lies beside it.
    let record = try #require(try await cinema.ledger.originals().first)
    let restorer = Restorer(ledger: cinema.ledger)
    _ = try await restorer.restore(restorer.find(record))
    #expect(try cinema.bytes(cinema.film) == Cinema.original, "\(what)")
  }

  @Test("may be a FIFO, a link, a directory or a socket, and then says nothing")
  func kinds() async throws {
    for kind in ["fifo", "link", "directory"] {
      let cinema = try Cinema()
      let (note, text) = try await note(of: cinema)
      try Files.remove(note)
      let made: CInt =
        switch kind {
        case "fifo": note.withCString { mkfifo($0, 0o644) }
        case "directory": note.withCString { mkdir($0, 0o755) }
        default: 0
        }
      #expect(made == 0)
      if kind == "link" {
        let real = cinema.scratch.path.appending("real.json")
        try Files.writeAtomically(Array(text.utf8), to: real)
        try link(note, to: real)
      }
      try await expectNothing(cinema, kind)
    }
  }

  @Test(
    "may have any number in it, and then is none",
    arguments: [
      "-1", "-9223372036854775808", "9223372036854775808", "18446744073709551616", "1e300", "null", "\"1\"",
    ], ["original_size", "new_size", "inode"])
  func numbers(number: String, key: String) async throws {
    let cinema = try Cinema()
    let (note, text) = try await note(of: cinema)
    // An inode may have any of 64 bits.
    if key == "inode", number == "9223372036854775808" { return }
    let changed = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.contains("\"\(key)\"") ? "  \"\(key)\" : \(number)," : String($0)
    }.joined(separator: "\n")
    try #require(changed != text)
    try Files.writeAtomically(Array(changed.utf8), to: note)
    try await expectNothing(cinema, "\(key) \(number)")
  }

  @Test("may have any dates in it, which give nothing a shorter stay than none")
  func dates() async throws {
    for (from, to) in [
      ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"), ("2026-01-01T00:00:00Z", "1700-01-01T00:00:00Z"),
      ("2026-01-01T00:00:00Z", "2300-01-01T00:00:00Z"), ("x", "y"), ("2026-01-01T00:00:00Z", "99999999999"),
    ] {
      let cinema = try Cinema()
      let (note, text) = try await note(of: cinema)
      let changed = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        let end = line.hasSuffix(",") ? "," : ""
        if line.contains("\"transcoded_at\"") { return "  \"transcoded_at\" : \"\(from)\"\(end)" }
        return line.contains("\"delete_after\"") ? "  \"delete_after\" : \"\(to)\"\(end)" : String(line)
      }.joined(separator: "\n")
      try Files.writeAtomically(Array(changed.utf8), to: note)
      let record = try #require(try cinema.originals.notes(in: cinema.film.parent).first)
      if let until = record.deleteAfter { #expect(until >= record.keptAt, "\(from) \(to)") }
    }
  }

  @Test("may be huge, and is not read then")
  func huge() async throws {
    let cinema = try Cinema()
    let (note, _) = try await note(of: cinema)
    _ = note.withCString { truncate($0, off_t(OriginalNote.longest + 1)) }
    try await expectNothing(cinema, "huge")
  }
}
