import API
import Ledger
import Platform
import TestSupport
import Testing

@Suite("What was decided about a file")
struct LedgerFilesTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try Ledger(path: scratch.ledger, jobDirectory: nil)
  }

  private func record(_ path: Path, _ state: FileRecord.State = .skipped, _ reason: Reason? = nil) throws
    -> FileRecord
  {
    FileRecord(
      path: path, library: "films", identity: Identity(try scratch.status()),
      basis: .init(rules: 1, tools: -2), state: state,
      reason: reason)
  }

  @Test(
    "is found again under the same bytes only",
    arguments: [
      Array("/films/a.mkv".utf8), [0x2f, 0xff, 0x0a], Array("/caf\u{e9}".utf8), Array("/cafe\u{301}".utf8),
      Array("/it's; DROP TABLE files".utf8),
    ] as [[UInt8]])
  func roundTrip(bytes: [UInt8]) async throws {
    var file = try record(Path(bytes: bytes), .failed, Reason(.hdr, "it's \u{1F3AC} \"PQ\""))
    file.setbacks = RetryState(count: 3, lastNs: 1_772_366_400_000_000_001)
    try await ledger.save(file)
    #expect(try await ledger.file(file.path) == file)
    #expect(try await ledger.file(Path(bytes: bytes + [0x20])) == nil)
  }

  @Test("keeps spellings apart that look alike")
  func spellings() async throws {
    let (composed, decomposed) = (Path("/caf\u{e9}"), Path("/cafe\u{301}"))
    try await ledger.save(record(composed, .skipped, Reason(.tooSmall, "one")))
    try await ledger.save(record(decomposed, .failed, Reason(.hdr, "two")))
    #expect(try await ledger.file(composed)?.reason?.detail == "one")
    #expect(try await ledger.file(decomposed)?.reason?.detail == "two")
  }

  @Test("keeps all 64 bits of device and inode, and nanoseconds")
  func identity() async throws {
    var file = try record(Path("/a"))
    (file.identity.device, file.identity.inode) = (.max, 1 << 63)
    (file.identity.size, file.identity.mtimeNs, file.identity.ctimeNs) = (.max, -1, 1_999_999_999_999_999_999)
    try await ledger.save(file)
    #expect(try await ledger.file(file.path) == file)
  }

  @Test("gives way to a later decision")
  func replaced() async throws {
    try await ledger.save(record(Path("/a"), .skipped, Reason(.tooSmall, "old")))
    let later = try record(Path("/a"), .queued)
    try await ledger.save(later)
    #expect(try await ledger.file(Path("/a")) == later)
    #expect(try await ledger.files(in: .skipped).isEmpty)
  }

  @Test("is listed by state, in byte order")
  func listed() async throws {
    for bytes in [[0x2f, 0xff], [0x2f, 0x61], [0x2f, 0x42]] as [[UInt8]] {
      try await ledger.save(record(Path(bytes: bytes)))
    }
    try await ledger.save(record(Path("/settling"), .settling))
    #expect(
      try await ledger.files(in: .skipped).map(\.path.bytes) == [[0x2f, 0x42], [0x2f, 0x61], [0x2f, 0xff]])
    #expect(try await ledger.files(in: .settling).map(\.path) == [Path("/settling")])
  }

  @Test("may be any reason there is", arguments: ReasonCode.allCases)
  func reasons(code: ReasonCode) async throws {
    let file = try record(Path("/a"), .skipped, Reason(code, "because"))
    try await ledger.save(file)
    #expect(try await ledger.file(file.path)?.reason == Reason(code, "because"))
  }

  @Test("does not mix up what was found of encoders of different tools")
  func encoderChecks() async throws {
    let (works, fails) = (
      EncoderCheck(usable: true, detail: "works"), EncoderCheck(usable: false, detail: "crashes")
    )
    try await ledger.save(works, encoder: "libsvtav1", tool: "5.1")
    try await ledger.save(fails, encoder: "libsvtav1", tool: "9.0")
    #expect(try await ledger.encoderCheck("libsvtav1", tool: "5.1") == works)
    #expect(try await ledger.encoderCheck("libsvtav1", tool: "9.0") == fails)
    #expect(try await ledger.encoderCheck("librav1e", tool: "9.0") == nil)
    try await ledger.save(works, encoder: "libsvtav1", tool: "9.0")
    #expect(try await ledger.encoderCheck("libsvtav1", tool: "9.0") == works)
  }
}
