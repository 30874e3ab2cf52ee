import API
import Configuration
import Delivery
import Glibc
import Ledger
import Platform
import TestSupport
import Testing

@Suite("A restore")
struct RestoreTests {
  private func restore(_ cinema: Cinema, _ asked: Path, with ledger: Ledger? = nil) async throws -> Path {
    let ledger = ledger ?? cinema.ledger
    let record = try #require(try await Originals(ledger: ledger).find(asked))
    let restorer = Restorer(ledger: ledger)
    return try await restorer.restore(restorer.find(record))
  }

  @Test("puts back bytes, name and metadata", arguments: ["film.mkv", "film.mp4"])
  func whole(name: String) async throws {
    let cinema = try Cinema()
    let before = FileMetadata(
      mode: 0o604, owner: geteuid(), group: getegid(), mtimeNs: 1_234_567_890_123_456_789,
      attributes: [Array("user.note".utf8): [0, 255]])
    try OpenFile.open(cinema.film, for: .read).take(before)
    let keep = try await cinema.replace(as: Array(name.utf8)).keep
    // Somebody's nightly chmod of everything.
    try #require(keep.withCString { chmod($0, 0o666) } == 0)
    #expect(try await restore(cinema, cinema.film.parent.appending(name)) == cinema.film)
    #expect(try cinema.bytes(cinema.film) == Cinema.original && cinema.names() == ["film.mkv"])
    #expect(try FileMetadata.of(OpenFile.open(cinema.film, for: .read)) == before)
    #expect(try await cinema.ledger.originals().isEmpty)
    #expect(try await cinema.ledger.openAttempts().isEmpty)
  }

  @Test(
    "works without the ledger, by the note, whatever was renamed",
    arguments: [
      ("film.mkv", "film.mkv.orig"), ("renamed.mkv", "film.mkv.orig"), ("film.mkv", "elsewhere"),
      ("renamed.mkv", "elsewhere"),
    ])
  func renamed(film: String, kept: String) async throws {
    let cinema = try Cinema()
    let keep = try await cinema.replace().keep
    let (place, folder) = (cinema.film.parent, try DirectoryHandle(cinema.film.parent))
    if film != "film.mkv" { try folder.move(cinema.film.name, to: Array(film.utf8)) }
    if kept != "film.mkv.orig" { try folder.move(keep.name, to: Array(kept.utf8)) }
    let empty = try Ledger(path: cinema.scratch.path.appending("new.sqlite"), jobDirectory: nil)
    _ = try await restore(cinema, place.appending(film), with: empty)
    #expect(try cinema.names() == ["film.mkv"] && cinema.bytes(cinema.film) == Cinema.original)
  }

  @Test("follows no note that others may write, and takes nothing of owners and modes from it")
  func strange() async throws {
    let cinema = try Cinema()
    let keep = try await cinema.replace().keep
    let note = keep.suffixed(".json")
    let text = String(decoding: try Files.read(note, limit: 1 << 20), as: UTF8.self)
    let mode = try FileStatus.of(keep).mode & 0o777
    let asks = text.replacing("\"mode\" : \"\(String(mode, radix: 8))\"", with: "\"mode\" : \"4755\"")
    try #require(asks != text)
    try Files.writeAtomically(Array(asks.utf8), to: note)
    try #require(note.withCString { chmod($0, 0o666) } == 0)
    let empty = try Ledger(path: cinema.scratch.path.appending("new.sqlite"), jobDirectory: nil)
    await #expect { try await restore(cinema, cinema.film, with: empty) } throws: {
      ($0 as? Reason)?.code == .foreignNote
    }
    #expect(try cinema.bytes(cinema.film) == Cinema.smaller)
    // The ledger's own word needs no note.
    _ = try await restore(cinema, cinema.film)
    #expect(try cinema.bytes(cinema.film) == Cinema.original)
    #expect(try FileStatus.of(cinema.film).mode & 0o7777 == mode)
  }

  @Test("follows no note of others where only owners may move files")
  func shared() async throws {
    let cinema = try Cinema()
    let keep = try await cinema.replace().keep
    try #require(keep.suffixed(".json").withCString { chmod($0, 0o666) } == 0)
    try #require(cinema.film.parent.withCString { chmod($0, 0o1777) } == 0)
    let empty = try Ledger(path: cinema.scratch.path.appending("new.sqlite"), jobDirectory: nil)
    await #expect { try await restore(cinema, cinema.film, with: empty) } throws: {
      ($0 as? Reason)?.code == .foreignNote
    }
    _ = try await restore(cinema, cinema.film)
    #expect(try cinema.bytes(cinema.film) == Cinema.original)
  }

  @Test("finds its way in a directory that was renamed")
  func directory() async throws {
    let cinema = try Cinema()
    try await cinema.replace()
    let moved = cinema.scratch.path.appending("series")
    try DirectoryHandle(cinema.scratch.path).move(cinema.film.parent.name, to: moved.name)
    let place = try await restore(cinema, moved.appending("film.mkv"))
    #expect(place == moved.appending("film.mkv"))
    #expect(try cinema.bytes(place) == Cinema.original)
  }

  @Test("overwrites nobody's file")
  func conflict() async throws {
    let cinema = try Cinema()
    let keep = try await cinema.replace().keep
    try Files.writeAtomically(Array("somebody else's".utf8), to: cinema.film)
    await #expect { try await restore(cinema, keep) } throws: { ($0 as? Reason)?.code == .nameTaken }
    #expect(try cinema.bytes(cinema.film) == Array("somebody else's".utf8))
    #expect(try cinema.bytes(keep) == Cinema.original)
    #expect(try await cinema.ledger.openAttempts().isEmpty)
  }

  @Test("does not take another content for the original")
  func damaged() async throws {
    let cinema = try Cinema()
    let keep = try await cinema.replace().keep
    var bytes = Cinema.original
    bytes[3] ^= 1
    let file = try #require(keep.withCString { fopen($0, "r+") })
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    await #expect { try await restore(cinema, cinema.film) } throws: {
      ($0 as? Reason)?.code == .sourceDamaged
    }
    #expect(try cinema.bytes(cinema.film) == Cinema.smaller)
  }

  @Test("waits for a viewer of the replacement")
  func viewer() async throws {
    let cinema = try Cinema()
    try await cinema.replace()
    let viewer = try OpenFile.open(cinema.film, for: .read)
    await #expect { try await restore(cinema, cinema.film) } throws: { ($0 as? Reason)?.code == .inUse }
    withExtendedLifetime(viewer) {}
  }

  @Test("believes no note that points elsewhere", arguments: ["../films2/x", "/etc/passwd", "..", "", "a/b"])
  func hostile(name: String) async throws {
    let cinema = try Cinema()
    let keep = try await cinema.replace().keep
    let note = keep.suffixed(".json")
    let text = String(decoding: try cinema.bytes(note), as: UTF8.self)
    let changed = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.contains("\"original_file\"") ? "  \"original_file\" : \"\(name)\"," : String($0)
    }
    try Files.writeAtomically(Array(changed.joined(separator: "\n").utf8), to: note)
    let empty = try Ledger(path: cinema.scratch.path.appending("new.sqlite"), jobDirectory: nil)
    #expect(try await Originals(ledger: empty).find(cinema.film) == nil)
  }
}
