import API
import Platform
import TestSupport
import Testing

@testable import Ledger

@Suite("Events")
struct LedgerEventsTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
  }

  private func kinds(after id: Int64 = 0) async throws -> [EventKind] {
    try await ledger.events(after: id, limit: 100).map(\.event.kind)
  }

  private func record(_ path: Path, _ state: FileRecord.State, _ code: ReasonCode?) throws -> FileRecord {
    FileRecord(
      path: path, library: "films", identity: Identity(try scratch.status()),
      basis: .init(rules: 1, tools: 1),
      state: state, reason: code.map { Reason($0, "so") })
  }

  @Test("tell what becomes of a file, once for each change, by its exact name")
  func files() async throws {
    let path = Path(bytes: [0x2f, 0xff])
    for _ in 0..<2 { try await ledger.save(record(path, .skipped, .tooSmall)) }
    #expect(
      try await ledger.events(after: 0, limit: 10).map(\.event) == [
        Event(.skipped, path: path, detail: "too_small: so")
      ])
    try await ledger.save(record(path, .skipped, .hdr))
    try await ledger.save(record(path, .queued, nil))
    try await ledger.save(record(path, .queued, .inUse))
    try await ledger.save(record(path, .settling, .unstable))
    try await ledger.save(record(path, .skipped, .alreadyCondensed))
    _ = try await ledger.retire([path.name], in: path.parent)
    try await ledger.save(record(path, .queued, nil))
    #expect(try await kinds() == [.skipped, .skipped, .queued, .queued])
  }

  @Test("tell what becomes of a job", arguments: [JobStatus.done, .failed, .cancelled])
  func jobs(end: JobStatus) async throws {
    var job = try await ledger.addJob(path: Path("/a"), library: "films", originalBytes: 1)
    for status in [JobStatus.planned, .encoding, .queued, .planned, .encoding, end] {
      (job.status, job.encoder) = (status, "libx265")
      if status == .planned { job.startedAt = "2026-01-01T00:00:0\(job.attempts)Z"; job.attempts += 1 }
      if status == .failed { job.reason = Reason(.ioError, "gone") }
      for _ in 0..<2 { try await ledger.save(job) }
    }
    let events = try await ledger.events(after: 0, limit: 10)
    #expect(events.map(\.event.kind.rawValue) == ["started", "started", end.rawValue])
    #expect(events.allSatisfy { $0.event.job == job.id && $0.event.path == Path("/a") })
    #expect(events.map(\.event.detail) == ["libx265", "libx265", end == .failed ? "io_error: gone" : ""])
  }

  @Test("tell once of an original that is put away, and of what people switch")
  func others() async throws {
    let original = OriginalRecord(
      keep: Path("/k"), path: Path("/p"), target: Path("/p"), job: nil, original: (1, 1, nil),
      result: (1, 2, ""),
      keptAt: 1, deleteAfter: nil)
    for _ in 0..<2 { try await ledger.keep(original, at: Uptime.now()) }
    for on in [true, true, false, false] { try await ledger.set(.paused, on: on) }
    for on in [true, false] { try await ledger.set(.disabled("films"), on: on) }
    let events = try await ledger.events(after: 0, limit: 10).map(\.event)
    #expect(events.map(\.kind) == [.archived, .paused, .resumed, .disabled, .enabled])
    #expect(events.map(\.path) == [Path("/k"), nil, nil, nil, nil] && events.last?.detail == "films")
  }

  @Test("are read on from any of them, in order")
  func pages() async throws {
    for number in 0..<25 { try await ledger.record(Event(.toolNote, detail: "\(number)")) }
    var (seen, last): ([String], Int64) = ([], 0)
    while case let page = try await ledger.events(after: last, limit: 4), let end = page.last {
      #expect(page.count <= 4 && page.map(\.id) == page.map(\.id).sorted())
      seen += page.map(\.event.detail)
      last = end.id
    }
    #expect(seen == (0..<25).map { "\($0)" })
  }

  @Test("that are not written when the transaction of what they tell comes to nothing")
  func together() async throws {
    let raw = try RawDatabase(scratch.ledger)
    try raw.execute(
      "CREATE TRIGGER no BEFORE INSERT ON listing WHEN NEW.path = x'2f62' BEGIN SELECT raise(ABORT, 'no'); END"
    )
    let files = [try record(Path("/a"), .queued, nil), try record(Path("/b"), .queued, nil)]
    await #expect(throws: LedgerError.self) { try await ledger.save(files) }
    #expect(try await kinds().isEmpty)
    #expect(try await ledger.file(Path("/a")) == nil)
    #expect(try await ledger.waiting() == 0)
  }

  @Test("are gone after thirty days, and no number comes again")
  func removed() async throws {
    for _ in 0..<3 { try await ledger.record(Event(.toolNote, detail: "old")) }
    let raw = try RawDatabase(scratch.ledger)
    let now: Int64 = 1_800_000_000
    for (id, age) in [(1, 2_592_001), (2, 2_592_000), (3, 5)] as [(Int, Int64)] {
      try raw.execute("UPDATE events SET at = '\(Timestamp.iso8601(seconds: now - age))' WHERE id = \(id)")
    }
    try await ledger.forgetEvents(at: now)
    #expect(try await ledger.events(after: 0, limit: 9).map(\.id) == [2, 3])
    try await ledger.forgetEvents(at: now + 9_999_999)
    #expect(try await kinds().isEmpty)
    try await ledger.record(Event(.toolNote, detail: "new"))
    #expect(try await ledger.events(after: 3, limit: 9).map(\.id) == [4])
  }

  @Test("of an earlier version are told by the kinds of this one")
  func earlier() async throws {
    let other = try Scratch()
    try OldLedger.place(in: other)
    let before = try RawDatabase(other.ledger).rows("SELECT count(*) FROM events")
    try RawDatabase(other.ledger).execute("UPDATE events SET at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')")
    let events = try await Ledger(path: other.ledger, jobDirectory: nil).events(after: 0, limit: 1000)
    #expect([["\(events.count)"]] == before)
    let first = events.filter { $0.event.job == 1 }
    #expect(first.map(\.event.kind) == [.started, .done])
    #expect(events.filter { $0.event.job == 4 }.map(\.event.kind) == [.started, .failed])
    #expect(events.contains { $0.event.kind == .originalRestored })
  }
}
