import API
import Configuration
import Discovery
@testable import Ledger
import Platform
import Testing

@testable import Daemon

/// The causes that make a decision stand or fall, without a disk.
@Suite("What is known of a file")
struct KnowledgeTests {
  static let rules = Rules(minBytes: 0)
  static let basis = FileRecord.Basis(rules: 1, tools: 2)

  let status: FileStatus

  init() throws {
    let path = Path("/tmp/condense-knowledge-\(UInt64.random(in: 0...UInt64.max)).mkv")
    try Files.writeAtomically([1, 2, 3], to: path)
    status = try FileStatus.of(path)
    try Files.remove(path)
  }

  private func known(_ state: FileRecord.State, _ code: ReasonCode?) -> KnownFile {
    KnownFile(
      name: [1], inode: status.inode, size: status.size, mtimeNs: status.mtimeNs, ctimeNs: status.ctimeNs,
      basis: Self.basis, state: state, code: code, isGone: false)
  }

  private func stands(
    _ known: KnownFile, marked: Bool = false, basis: FileRecord.Basis = Self.basis, rules: Rules = Self.rules
  ) -> Bool {
    DecisionCache.isFresh(
      known, for: Candidate(path: Path("/a.mkv"), status: status, marked: marked), basis, rules,
      nowNs: status.mtimeNs + 1)
  }

  @Test(
    "stands while nothing changes, for every reason that does not pass by itself",
    arguments: ReasonCode.allCases)
  func unchanged(code: ReasonCode) {
    let byLook: Set<ReasonCode> = [
      .skipMarker, .tooYoung, .hardLinked, .tooSmall, .emptyFile, .notRegular, .unreadable,
    ]
    #expect(stands(known(.skipped, code)) == (!code.isTransient && !byLook.contains(code)))
  }

  @Test(
    "waits after a failure that may pass, and does not stand for ever",
    arguments: [.stalled, .killed, .ioError] as [ReasonCode])
  func setbacks(code: ReasonCode) {
    var failed = known(.failed, code)
    failed.setbacks = RetryState(count: 1, lastNs: status.mtimeNs)
    #expect(stands(failed))
    failed.setbacks.lastNs -= 60_000_000_000
    #expect(!stands(failed))
    failed.setbacks.count = 6
    #expect(stands(failed) && !stands(failed, basis: .init(rules: 1, tools: 9)))
  }

  @Test("falls with its content, its basis, and its file's return")
  func changed() {
    var other = known(.skipped, .noVideo)
    #expect(stands(other))
    other.mtimeNs += 1
    #expect(!stands(other))
    var touched = known(.skipped, .noVideo)
    touched.ctimeNs += 1
    #expect(!stands(touched))
    #expect(!stands(known(.skipped, .noVideo), basis: .init(rules: 9, tools: 2)))
    #expect(!stands(known(.skipped, .noVideo), basis: .init(rules: 1, tools: 9)))
    var back = known(.skipped, .noVideo)
    back.isGone = true
    #expect(!stands(back))
  }

  @Test("of our own result stands, whatever rules and tools become")
  func ours() {
    #expect(stands(known(.skipped, .alreadyCondensed), basis: .init(rules: 9, tools: 9)))
  }

  @Test("gives way to what the directory entry says, and comes back with it")
  func looks() {
    #expect(!stands(known(.queued, nil), marked: true))
    #expect(stands(known(.queued, nil)))
    #expect(!stands(known(.skipped, .noVideo), marked: true))
    #expect(stands(known(.skipped, .skipMarker), marked: true))
    #expect(!stands(known(.skipped, .skipMarker)))
    let young = Rules(minAgeDays: 1, minBytes: 0)
    #expect(stands(known(.skipped, .tooYoung), rules: young))
    #expect(!stands(known(.skipped, .tooYoung)))
    #expect(!stands(known(.settling, .unstable)))
  }
}
