import API
import Ledger
import Platform
import TestSupport
import Testing

@Suite("The journal")
struct LedgerJournalTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
  }

  private func begin(_ directory: String = "/films", _ name: [UInt8] = [0x61, 0xff]) async throws
    -> JournalEntry
  {
    let job = try await ledger.addJob(
      path: Path(directory).appending(name), library: "films", originalBytes: 1)
    return try await ledger.begin(
      JournalEntry(
        .replace, job: job.id, directory: Path(directory), name: name, staging: [0x2e, 0x80],
        keep: name + [0x0a],
        original: Identity(try scratch.status())))
  }

  @Test("knows every attempt that is still open", arguments: JournalEntry.State.allCases)
  func open(state: JournalEntry.State) async throws {
    var entry = try await begin()
    #expect(entry.id > 0)
    entry.state = state
    (entry.resultInode, entry.resultSize, entry.resultSHA256) = (.max, 7, "abc")
    entry.originalSHA256 = "def"
    try await ledger.advance(entry)
    let isOpen = state != .done && state != .abandoned
    #expect(try await ledger.openAttempts() == (isOpen ? [entry] : []))
    #expect(try await ledger.delivery(of: try #require(entry.job)) == (state == .done ? entry : nil))
    #expect(try await ledger.delivery(of: try #require(entry.job) + 1) == nil)
  }

  @Test("begins with nothing known of the result")
  func intent() async throws {
    let entry = try await begin()
    let open = try await ledger.openAttempts()
    #expect(open == [entry])
    #expect(open.first?.state == .intent && open.first?.resultInode == nil && open.first?.resultSHA256 == nil)
  }

  @Test("tells the attempts at one path from the others, oldest first")
  func byPath() async throws {
    let (first, other, second) = (try await begin(), try await begin("/series"), try await begin())
    #expect(try await ledger.openAttempts() == [first, other, second])
    #expect(try await ledger.openAttempts(at: Path("/films").appending([0x61, 0xff])) == [first, second])
    #expect(try await ledger.openAttempts(at: Path("/films/a")).isEmpty)
  }

  @Test("moves one attempt and no other")
  func oneOnly() async throws {
    var (first, second) = (try await begin(), try await begin())
    first.state = .done
    try await ledger.advance(first)
    second.state = .swapped
    try await ledger.advance(second)
    #expect(try await ledger.openAttempts() == [second])
  }

  @Test("has no attempt without a job")
  func orphan() async throws {
    var entry = try await begin()
    entry.job = 999
    await #expect(throws: LedgerError.self) { try await ledger.begin(entry) }
  }

  @Test("knows restores, also of what no job of this ledger replaced")
  func restore() async throws {
    let entry = try await ledger.begin(
      JournalEntry(
        .restore, job: nil, directory: Path("/films"), name: [0xff], target: [0xfe], staging: [1], keep: [2],
        original: Identity(try scratch.status()), keepSecs: 86_400))
    #expect(try await ledger.openAttempts() == [entry])
    #expect(!entry.isInPlace)
  }

  @Test("notes events with paths as bytes")
  func events() async throws {
    try await ledger.record(Event(.toolNote, path: Path(bytes: [0x2f, 0xff]), detail: "odd"))
    let raw = try RawDatabase(scratch.ledger)
    #expect(try raw.rows("SELECT kind, hex(path), detail FROM events") == [["tool_note", "2FFF", "odd"]])
  }
}
