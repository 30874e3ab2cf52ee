import API
import Platform
import TestSupport
import Testing

@testable import Ledger

@Suite("A ledger of an earlier version")
struct UpgradeTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try OldLedger.place(in: scratch)
  }

  private var copy: Path { scratch.ledger.suffixed(".before-\(Schema.migrations.count)") }

  @Test("prints the same, byte for byte, before, while and after it is filled in")
  func printed() async throws {
    let ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
    #expect(try await ledger.isIndexing())
    var steps = 0
    while true {
      for (name, text) in try await ledger.printed() {
        #expect(try text == OldLedger.text(name), "\(name) after \(steps) steps")
      }
      guard try await ledger.indexMore() else { break }
      steps += 1
    }
    #expect(try await !ledger.isIndexing() && steps == 2)
    #expect(try await Ledger(reading: scratch.ledger).printed() == ledger.printed())
  }

  @Test("loses nothing of originals, journal, segments and files")
  func tables() async throws {
    let raw = try RawDatabase(scratch.ledger)
    let tables = [
      "originals", "journal", "segments", "files", "directories", "probes", "uptime", "switches",
    ]
    let columns = try tables.map { try raw.columns(of: $0) }
    func seen() throws -> [[[String?]]] { try zip(tables, columns).map { try raw.all(of: $0, $1) } }
    let before = try seen()
    #expect(before[0].count == 5 && before[1].count == 8)
    let ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
    while try await ledger.indexMore() {}
    #expect(try seen() == before)
    #expect(try await ledger.openAttempts().map(\.state) == [.ready])
    #expect(try await ledger.delivery(of: 2)?.isInPlace == false)
    #expect(try raw.rows("PRAGMA integrity_check") == [["ok"]])
  }

  @Test("has columns of what its jobs came to, and plans only of those that are under way")
  func columns() async throws {
    let ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
    while try await ledger.indexMore() {}
    let raw = try RawDatabase(scratch.ledger)
    #expect(
      try raw.rows("SELECT id FROM jobs WHERE plan IS NOT NULL ORDER BY id").compactMap { $0[0] } == [
        "12", "13", "14",
      ])
    #expect(
      try raw.rows("SELECT id FROM jobs WHERE restored_at IS NOT NULL").compactMap { $0[0] } == ["6"])
    #expect(
      try raw.rows("SELECT CAST(result AS TEXT) FROM jobs WHERE id = 2") == [["/tmp/films/library/moved.mkv"]]
    )
    #expect(
      try raw.rows(
        """
        SELECT library, encoder, original_bytes, output_bytes, saved_bytes, json_extract(source_class, '$.class'),
          json_array_length(announced), megapixels > 0, secs > 0, started_at < finished_at, reason FROM jobs WHERE id = 1
        """) == [
          [
            "films", "libsvtav1", "146414", "64783", "81631", "web_like", "3", "1", "1", "1", nil,
          ]
        ])
    // The latest attempt at this film knew that segments do not work; the others were too short for any.
    #expect(try await ledger.wholeEncode(of: 9)?.why.hasPrefix("it could not be had in segments: ") == true)
    #expect(try await ledger.wholeEncode(of: 9)?.arguments.first == "-nostdin")
    #expect(try await ledger.wholeEncode(of: 1) == nil)
  }

  @Test("is copied first, and the copy is the ledger of before, as private as that")
  func copied() async throws {
    _ = try Ledger(path: scratch.ledger, jobDirectory: nil)
    #expect(try FileStatus.of(copy).mode == 0o600)
    let raw = try RawDatabase(copy)
    #expect(try raw.rows("PRAGMA user_version") == [["4"]])
    #expect(try raw.rows("PRAGMA integrity_check") == [["ok"]])
    let old = try Scratch()
    try OldLedger.place(in: old)
    for table in ["jobs", "journal", "originals", "files", "segments"] {
      let other = try RawDatabase(old.ledger)
      #expect(
        try raw.all(of: table, raw.columns(of: table)) == other.all(of: table, other.columns(of: table)))
    }
  }

  @Test("can be had back from the copy, and brought up to date again")
  func back() async throws {
    do {
      let ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
      while try await ledger.indexMore() {}
      _ = try await ledger.addJob(path: Path("/later"), library: "films", originalBytes: 1)
    }
    for suffix in ["-wal", "-shm"] where try FileStatus.ifPresent(scratch.ledger.suffixed(suffix)) != nil {
      try Files.remove(scratch.ledger.suffixed(suffix))
    }
    try Files.rename(copy, scratch.ledger)
    let ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
    #expect(try await ledger.printed()["jobs.json"] == OldLedger.text("jobs.json"))
    #expect(try FileStatus.ifPresent(copy) != nil)
  }

  @Test("is filled in the same whether its jobs change meanwhile or not")
  func meanwhile() async throws {
    let ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
    var job = try #require(try await ledger.job(13))
    (job.status, job.reason, job.finishedAt) = (.cancelled, Reason(.cancelled, "so"), "2026-12-02T00:00:00Z")
    try await ledger.save(job)
    _ = try await ledger.addJob(path: Path("/new"), library: "films", originalBytes: 1)
    let columns = "library, announced, source_class IS NULL, undivided, plan, indexed"
    let raw = try RawDatabase(scratch.ledger)
    let early = try raw.rows("SELECT \(columns) FROM jobs WHERE id = 13")
    #expect(early[0][0] == "films" && early[0][1] != nil && early[0][2] == "0" && early[0][4] == nil)
    while try await ledger.indexMore() {}
    #expect(try raw.rows("SELECT \(columns) FROM jobs WHERE id = 13") == early)
    #expect(try raw.rows("SELECT count(*) FROM jobs WHERE NOT indexed") == [["0"]])
  }

  @Test("that is new has nothing to be filled in, and is not copied")
  func new() async throws {
    let other = try Scratch()
    #expect(try await !Ledger(path: other.ledger, jobDirectory: nil).isIndexing())
    #expect(try !other.names().contains { $0.contains("before") })
  }
}
