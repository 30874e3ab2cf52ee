import API
import Platform
import TestSupport
import Testing

@testable import Ledger

@Suite("The ledger's file")
struct SchemaTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("says which migrations it has been through, once and again")
  func version() throws {
    for _ in 0..<2 {
      _ = try Ledger(path: scratch.ledger, jobDirectory: nil)
      #expect(try RawDatabase(scratch.ledger).rows("PRAGMA user_version") == [["\(Schema.migrations.count)"]])
    }
  }

  @Test("is left alone when a newer version wrote it, with advice")
  func newer() throws {
    _ = try Ledger(path: scratch.ledger, jobDirectory: nil)
    _ = try RawDatabase(scratch.ledger).rows("PRAGMA user_version = 4711")
    do {
      _ = try Ledger(path: scratch.ledger, jobDirectory: nil)
      Issue.record("a newer ledger was opened")
    } catch let error as LedgerError {
      #expect(error.description.contains("written by a newer condense (schema 4711"))
      #expect(error.description.contains("install that version again"))
    }
    #expect(try RawDatabase(scratch.ledger).rows("PRAGMA user_version") == [["4711"]])
  }

  @Test("stays as it was when a migration fails")
  func failedMigration() throws {
    _ = try RawDatabase(scratch.ledger).rows("CREATE TABLE events (in_the_way)")
    #expect(throws: LedgerError.self) { try Ledger(path: scratch.ledger, jobDirectory: nil) }
    let raw = try RawDatabase(scratch.ledger)
    #expect(try raw.rows("PRAGMA user_version") == [["0"]])
    #expect(try raw.rows("SELECT name FROM sqlite_master") == [["events"]])
  }

  @Test("is refused when it is no ledger, by name")
  func garbage() throws {
    try Files.writeAtomically(Array(repeating: UInt8(ascii: "x"), count: 4096), to: scratch.ledger)
    #expect { try Ledger(path: scratch.ledger, jobDirectory: nil) } throws: {
      "\($0)".contains("file is not a database")
    }
  }

  @Test("has a write-ahead log, waits for the disk, and checks references")
  func durability() async throws {
    let ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
    let found = try await ledger.pragmas(["journal_mode", "synchronous", "foreign_keys"])
    // 2 is FULL (sqlite.org/pragma.html#pragma_synchronous).
    #expect(found == [.text("wal"), .integer(2), .integer(1)])
    #expect(try RawDatabase(scratch.ledger).rows("PRAGMA journal_mode") == [["wal"]])
    #expect(try FileStatus.ifPresent(scratch.path.appending("ledger.db-wal")) != nil)
  }

  @Test("keeps everything from one run to the next")
  func reopening() async throws {
    let file = FileRecord(
      path: Path(bytes: [0x2f, 0xff]), library: "films", identity: Identity(try scratch.status()),
      basis: .init(rules: 1, tools: -2), state: .failed, reason: Reason(.encoderFailed, "it broke"))
    let job: JobView, entry: JournalEntry
    do {
      let ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
      try await ledger.save(file)
      job = try await ledger.addJob(path: file.path, library: "films", originalBytes: 5)
      entry = try await ledger.begin(
        JournalEntry(
          .replace, job: job.id, directory: Path("/"), name: [0xff], staging: [1], keep: [2],
          original: file.identity))
    }
    let ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
    #expect(try await ledger.file(file.path) == file)
    #expect(try await ledger.jobs() == [job])
    #expect(try await ledger.openAttempts() == [entry])
    #expect(try await ledger.addJob(path: Path("/b"), library: "films", originalBytes: 1).id == job.id + 1)
  }

  @Test("may lie below a directory that is a symbolic link")
  func linkedDirectory() async throws {
    let alias = Path(bytes: scratch.path.bytes + Array("-link".utf8))
    try link(alias, to: scratch.path)
    defer { try? Files.remove(alias) }
    let ledger = try Ledger(path: alias.appending("ledger.db"), jobDirectory: nil)
    #expect(try await ledger.jobs().isEmpty)
  }

  @Test("need not be a file at all")
  func inMemory() async throws {
    let ledger = try Ledger(path: Ledger.inMemory, jobDirectory: nil)
    #expect(try await ledger.addJob(path: Path("/a"), library: "films", originalBytes: 1).id == 1)
  }
}

extension Ledger {
  fileprivate func pragmas(_ names: [String]) throws -> [Value] {
    try names.map { try database.run("PRAGMA \($0)").first?.values.first ?? .null }
  }
}
