import API
import Configuration
import Glibc
import Platform
import TestSupport
import Testing

@testable import Planning

/// A directory entry and what is said of it.
struct EntryCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let code: ReasonCode?
  var marked = false
  /// Makes the entry at a path.
  let make: @Sendable (Path) throws -> Void

  static let all = [
    EntryCase(testDescription: "a file", code: nil) { try bytes(100, $0) },
    EntryCase(testDescription: "a directory", code: .notRegular) { try Files.makeDirectories($0) },
    EntryCase(testDescription: "a symbolic link", code: .notRegular) {
      try link($0, to: Path("/etc/passwd"))
    },
    EntryCase(testDescription: "a FIFO", code: .notRegular) { _ = $0.withCString { mkfifo($0, 0o600) } },
    EntryCase(testDescription: "a marked file", code: .skipMarker, marked: true) { try bytes(100, $0) },
    EntryCase(testDescription: "an empty file", code: .emptyFile) { try bytes(0, $0) },
    EntryCase(testDescription: "a file one byte too small", code: .tooSmall) { try bytes(99, $0) },
    EntryCase(testDescription: "a file with two names", code: .hardLinked) { path in
      try bytes(100, path)
      let alias = path.suffixed(".alias")
      _ = path.withCString { old in alias.withCString { link(old, $0) } }
    },
  ]

  private static func bytes(_ count: Int, _ path: Path) throws {
    try Files.writeAtomically(Array(repeating: 1, count: count), to: path)
  }
}

@Suite("A directory entry")
struct FileGatesTests {
  @Test("is taken or left, with a reason", arguments: EntryCase.all)
  func refusal(_ entry: EntryCase) throws {
    let status = try temporary(entry.make)
    let reason = FileGates.refusal(
      status, marked: entry.marked, Rules(minBytes: 100), nowNs: Timestamp.nowNs())
    #expect(reason?.code == entry.code)
    if let reason { #expect(!reason.detail.isEmpty) }
  }

  @Test("has to be of some age, if the rules say so; a clock that is behind makes nothing young otherwise")
  func age() throws {
    let status = try temporary { try Files.writeAtomically([1], to: $0) }
    func code(_ days: Double, after secs: Double) -> ReasonCode? {
      FileGates.refusal(
        status, marked: false, Rules(minAgeDays: days, minBytes: 0),
        nowNs: status.mtimeNs + Int64(secs * 1e9))?.code
    }
    #expect(code(1, after: 86_399) == .tooYoung && code(1, after: 86_401) == nil)
    #expect(code(1, after: -5e8) == .tooYoung && code(0, after: -5e8) == nil)
  }

  @Test("may have several names when the rules say that this is to be broken")
  func brokenLinks() throws {
    let entry = try #require(EntryCase.all.first { $0.code == .hardLinked })
    let status = try temporary(entry.make)
    let rules = Rules(minBytes: 100, hardLinks: .break)
    #expect(FileGates.refusal(status, marked: false, rules, nowNs: Timestamp.nowNs()) == nil)
  }

  @Test("may be of any size but none when the rules say so")
  func noMinimum() throws {
    let status = try temporary { try Files.writeAtomically([1], to: $0) }
    #expect(FileGates.refusal(status, marked: false, Rules(minBytes: 0), nowNs: Timestamp.nowNs()) == nil)
    let empty = try temporary { try Files.writeAtomically([], to: $0) }
    #expect(
      FileGates.refusal(empty, marked: false, Rules(minBytes: 0), nowNs: Timestamp.nowNs())?.code
        == .emptyFile)
  }

  @Test(
    "settles with time; a time in the future says nothing",
    arguments: [(0, 10), (4, 6), (9.5, 0.5), (10, 0), (1000, 0), (-1, 10), (-1e9, 10)] as [(Double, Double)])
  func settling(age: Double, wait: Double) throws {
    let status = try temporary { try Files.writeAtomically([1], to: $0) }
    let now = max(status.mtimeNs, status.ctimeNs) + Int64(age * 1e9)
    #expect(abs(FileGates.unsettled(status, nowNs: now, Rules(settleSecs: 10)) - wait) < 1e-6)
  }

  @Test("settles anew when only its metadata changed")
  func changeOfMetadata() throws {
    let status = try temporary { path in
      try Files.writeAtomically([1], to: path)
      let old = [timespec(tv_sec: 1000, tv_nsec: 0), timespec(tv_sec: 1000, tv_nsec: 0)]
      _ = path.withCString { utimensat(AT_FDCWD, $0, old, 0) }
    }
    #expect(status.mtimeNs == 1_000_000_000_000)
    #expect(FileGates.unsettled(status, nowNs: status.ctimeNs, Rules(settleSecs: 10)) == 10)
  }

  /// The status of an entry in a directory that is gone afterwards.
  private func temporary(_ make: (Path) throws -> Void) throws -> FileStatus {
    let scratch = try Scratch()
    return try withExtendedLifetime(scratch) {
      let path = scratch.path.appending("film.mkv")
      try make(path)
      return try FileStatus.of(path)
    }
  }
}
