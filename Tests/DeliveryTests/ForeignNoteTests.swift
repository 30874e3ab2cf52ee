import API
import Configuration
import Glibc
import Ledger
import Platform
import TestSupport
import Testing

@testable import Delivery

/// Notes that say of files what their author would like to happen to them.
@Suite("A stranger's note", .enabled(if: geteuid() == 0, "needs root to have strangers"))
struct ForeignNoteTests {
  /// Root's directory with an original that is kept for ever, and a stranger's.
  private let cinema: Cinema, keep: Path, stranger: Path
  private static let user: UInt32 = 65_534

  init() async throws {
    cinema = try Cinema()
    keep = try await cinema.replace(keep: .forever).keep
    stranger = try cinema.scratch.directory("theirs")
    Self.give(stranger)
  }

  private static func give(_ path: Path, to user: UInt32 = Self.user) {
    _ = path.withCString { chown($0, user, user) }
  }

  /// Writes a note as `attack/forge.py` does: one that names files by inode and hash, wherever they are.
  private func forge(
    _ note: Path, kept: Path, replacement: Path, names: (String, String), by user: UInt32 = Self.user
  ) async throws {
    let (original, new) = (try FileStatus.of(kept), try FileStatus.of(replacement))
    let forged = OriginalNote(
      transcodedAt: "2026-01-01T00:00:00Z", deleteAfter: "2026-01-01T00:00:00Z", originalFile: names.0,
      originalFileB64: nil,
      newFile: names.1, newFileB64: nil, originalSize: original.size, newSize: new.size, savingsBytes: 1,
      inode: original.inode,
      hash: try await SHA256.hash(of: OpenFile.open(kept, for: .read)), newInode: new.inode,
      newHash: try await SHA256.hash(of: OpenFile.open(replacement, for: .read)),
      metadata: .init(FileMetadata(mode: 0o4755, owner: 0, group: 0, mtimeNs: 0, attributes: [:])))
    try Files.writeAtomically(try JSON.pretty(forged), to: note)
    Self.give(note, to: user)
  }

  private func empty() throws -> Ledger { try Ledger(path: Ledger.inMemory, jobDirectory: nil) }

  @Test(
    "has no original purged in a directory that is not its author's, also from a row of an earlier version")
  func purge() async throws {
    let note = stranger.appending("film.mkv.orig.json")
    try await forge(note, kept: keep, replacement: cinema.film, names: ("film.mkv", "film.mkv"))
    let record = try #require(try cinema.originals.notes(in: stranger).first)
    // The ledger has seen the replacement, which is how the inode was found elsewhere.
    let status = try FileStatus.of(cinema.film)
    try await cinema.ledger.save(
      FileRecord(
        path: cinema.film, library: "", identity: Identity(status), basis: .init(rules: 1, tools: 1),
        state: .skipped,
        reason: nil))
    #expect(try await cinema.originals.look(record)?.trust != .ours)
    try await cinema.ledger.keep(record, at: Uptime.now())
    guard case .left(let reason) = try await cinema.originals.purge(record) else {
      Issue.record("something was purged")
      return
    }
    #expect(reason.code == .foreignNote, "\(reason)")
    #expect(try cinema.bytes(keep) == Cinema.original && cinema.names().count == 3)
    #expect(try FileStatus.ifPresent(note) != nil)
  }

  @Test("has no film overwritten that was never encoded")
  func restore() async throws {
    let (other, wedding) = (
      cinema.film.parent.appending("other.ogv"), cinema.film.parent.appending("wedding.webm")
    )
    try Files.writeAtomically(Array("another film".utf8), to: other)
    try Files.writeAtomically(Array("a wedding".utf8), to: wedding)
    for file in [other, wedding] {
      try await cinema.ledger.save(
        FileRecord(
          path: file, library: "", identity: Identity(try FileStatus.of(file)),
          basis: .init(rules: 1, tools: 1),
          state: .skipped, reason: nil))
    }
    try await forge(
      stranger.appending("x.mkv.orig.json"), kept: other, replacement: wedding,
      names: ("wedding.webm", "x.mkv"))
    let record = try #require(try await cinema.originals.find(stranger.appending("x.mkv")))
    await #expect { try await Restorer(ledger: cinema.ledger).find(record) } throws: {
      ($0 as? Reason)?.code == .sourceVanished
    }
    #expect(try cinema.bytes(wedding) == Array("a wedding".utf8))
    #expect(try cinema.bytes(other) == Array("another film".utf8))
  }

  /// A kept file, its replacement and a note in the stranger's directory.
  private func own(files owner: UInt32) async throws -> OriginalRecord {
    let (kept, new) = (stranger.appending("a.mkv.orig"), stranger.appending("a.mkv"))
    try Files.writeAtomically(Cinema.original, to: kept)
    try Files.writeAtomically(Cinema.smaller, to: new)
    for file in [kept, new] { Self.give(file, to: owner) }
    try await forge(kept.suffixed(".json"), kept: kept, replacement: new, names: ("a.mkv", "a.mkv"))
    return try #require(try cinema.originals.notes(in: stranger).first)
  }

  @Test("puts back its author's own files in one directory, and gives nothing away")
  func same() async throws {
    let record = try await own(files: Self.user)
    let restorer = Restorer(ledger: try empty())
    #expect(try await restorer.restore(restorer.find(record)) == stranger.appending("a.mkv"))
    let status = try FileStatus.of(stranger.appending("a.mkv"))
    #expect(status.owner == Self.user && status.mode == 0o644 && status.size == Int64(Cinema.original.count))
    #expect(try DirectoryListing(stranger).names.count == 1)
  }

  @Test("puts back nothing of others, nor anything when others may have written it")
  func others() async throws {
    let record = try await own(files: 0)
    let restorer = Restorer(ledger: try empty())
    await #expect { try await restorer.find(record) } throws: { ($0 as? Reason)?.code == .foreignNote }
    for name in ["a.mkv", "a.mkv.orig"] { Self.give(stranger.appending(name)) }
    let note = stranger.appending("a.mkv.orig.json")
    _ = note.withCString { chmod($0, 0o666) }
    await #expect { try await restorer.find(record) } throws: { ($0 as? Reason)?.code == .foreignNote }
  }

  @Test("that is ours and was moved elsewhere reaches nothing there")
  func moved() async throws {
    // Somebody who may write to both directories, and has the same film in another file.
    let copy = stranger.appending("film.mkv.orig"), note = stranger.appending("film.mkv.orig.json")
    try Files.writeAtomically(Cinema.original, to: copy)
    try Files.writeAtomically(Cinema.smaller, to: stranger.appending("film.mkv"))
    try Files.rename(keep.suffixed(".json"), note)
    let record = try #require(try cinema.originals.notes(in: stranger).first)
    guard case .left(let reason) = try await Originals(ledger: empty()).purge(record) else {
      Issue.record("something was purged")
      return
    }
    #expect(reason.code == .foreignNote)
    #expect(try FileStatus.ifPresent(copy) != nil && FileStatus.ifPresent(keep) != nil)
  }

  @Test("in a directory that was moved with everything in it is believed")
  func movedTogether() async throws {
    let place = cinema.film.parent
    Self.give(place)
    let record = try #require(try cinema.originals.notes(in: place).first)
    #expect(try await Originals(ledger: empty()).look(record)?.trust == .ours)
  }

  /// Where every file has the owner of the mount, a forged note cannot be told from one of ours. It still reaches nothing
  /// outside of its own directory.
  @Test("that looks like ours reaches its own directory only")
  func oneOwner() async throws {
    Self.give(stranger, to: 0)
    let note = stranger.appending("film.mkv.orig.json")
    try await forge(note, kept: keep, replacement: cinema.film, names: ("film.mkv", "film.mkv"), by: 0)
    let record = try #require(try cinema.originals.notes(in: stranger).first)
    _ = try await cinema.originals.purge(record)
    await #expect(throws: Reason.self) { try await Restorer(ledger: cinema.ledger).find(record) }
    #expect(try cinema.bytes(keep) == Cinema.original && cinema.bytes(cinema.film) == Cinema.smaller)
  }

  @Test("under the name of ours is neither overwritten nor removed")
  func theirsStays() async throws {
    let other = try Cinema()
    let keep = try await other.replace().keep, note = keep.suffixed(".json")
    try Files.writeAtomically(Array("mine".utf8), to: note)
    let record = try #require(try await other.ledger.originals().first)
    guard case .removed = try await other.originals.purge(record) else {
      Issue.record("it was not purged")
      return
    }
    #expect(try other.bytes(note) == Array("mine".utf8))
  }
}
