import API
import Configuration
import Ledger
import Media
import Platform
import TestSupport
import Testing

@testable import Daemon

/// A job's way through the stages, with fake tools and real files.
@Suite("A job", .timeLimit(.minutes(5)))
struct JobTests {
  let library: FakeLibrary

  init() throws { library = try FakeLibrary() }

  private static let kept = ["film.mkv", "film.mkv.orig", "film.mkv.orig.json"]

  @Test("is decided, encoded, verified and delivered, and its original kept")
  func done() async throws {
    try library.add("film.mkv")
    let summary = try await library.run(FakeTools())
    try #require(summary.jobs.map(\.status) == [.done], "\(summary.jobs.map(\.reason)) \(summary.skipped)")
    #expect(try library.names == Self.kept)
    #expect(try library.film("film.mkv").info.videos.map(\.codec) == ["av1"])
    let evidence = try #require(summary.jobs.first?.evidence)
    #expect(evidence.findings.count == 6 && evidence.findings.allSatisfy(\.passed))
    #expect(try await library.run(FakeTools()).unchanged == 1)
  }

  /// The fault of a result, and the check that finds it.
  struct Wrong: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let call: FakeTools.Call
    let change: @Sendable (inout FakeFilm) -> Void
    let finds: @Sendable (Evidence) -> Finding?
  }

  private static let wrongs = [
    Wrong(
      testDescription: "a tag that is gone", call: encode, change: { $0.info.container.tags = [:] },
      finds: { $0.inventory }),
    Wrong(
      testDescription: "another size", call: encode, change: { $0.info.streams[0].width = 318 },
      finds: { $0.inventory }),
    Wrong(
      testDescription: "a frame less", call: .decode, change: { $0.frames.removeLast() },
      finds: { $0.timeline }),
    Wrong(
      testDescription: "other frames", call: .decode, change: { $0.frames = $0.frames.map { $0 &* 13 } },
      finds: { $0.picture }),
  ]
  private static let encode = FakeTools.Call.encode("film.mkv", segment: nil, with: "libsvtav1", attempt: 1)

  @Test("ends where its result is not equal, with what was found, and the film stays", arguments: wrongs)
  func unequal(_ wrong: Wrong) async throws {
    let film = try library.add("film.mkv")
    let before = try Files.read(film, limit: 1 << 20)
    var tools = FakeTools()
    tools.change = { if $0 == wrong.call { wrong.change(&$1) } }
    let summary = try await library.run(tools)
    #expect(summary.jobs.map(\.reason?.code) == [.verificationFailed], "\(summary.jobs.map(\.reason))")
    #expect(summary.jobs.first?.evidence.flatMap(wrong.finds)?.passed == false)
    #expect(try Files.read(film, limit: 1 << 20) == before)
    #expect(try library.names == ["film.mkv"])
    #expect(try await library.run(FakeTools()).jobs.isEmpty, "it is not tried again by itself")
  }

  @Test("of a source that decodes differently the second time is not delivered")
  func damagedSource() async throws {
    try library.add("film.mkv")
    var tools = FakeTools()
    tools.change = { if $0 == .decodeSource { $1.frames[5] += UInt32($1.frames.count) } }
    let summary = try await library.run(tools)
    #expect(summary.jobs.first?.evidence?.source?.passed == false)
    #expect(summary.jobs.map(\.status) == [.failed] && summary.jobs[0].reason?.code == .sourceDamaged)
    #expect(try library.names == ["film.mkv"])
  }

  @Test("that saves too little ends as a decision, and is not made again")
  func noGain() async throws {
    try library.add("film.mkv")
    var tools = FakeTools()
    tools.share = 1.5
    #expect(try await library.run(tools).jobs.map(\.reason?.code) == [.insufficientSavings])
    #expect(try await library.run(tools).jobs.isEmpty && tools.record.encodes.count == 1)
    #expect(try await library.ledger.file(library.root.appending("film.mkv"))?.state == .skipped)
  }

  @Test("whose encoder fails is made with the next one that works")
  func nextEncoder() async throws {
    try library.add("film.mkv")
    var tools = FakeTools()
    tools.before = { call in
      if case .encode(_, _, with: "libsvtav1", _) = call { throw Reason(.encoderFailed, "it crashed") }
    }
    let summary = try await library.run(tools)
    #expect(summary.jobs.map(\.status) == [.failed, .done])
    #expect(summary.jobs.map(\.encoder) == ["libsvtav1", "librav1e"])
    #expect(summary.failures.isEmpty)
  }

  @Test("is made with the first encoder that passes its trial, and with none when none does")
  func trials() async throws {
    try library.add("film.mkv")
    var tools = FakeTools()
    tools.broken = ["libsvtav1": "it is broken", "librav1e": "it is, too"]
    #expect(try await library.run(tools).skipped.map(\.reason.code) == [.encoderUnavailable])
    tools.broken["librav1e"] = nil
    #expect(try await library.run(tools, force: true).jobs.map(\.encoder) == ["librav1e"])
  }

  @Test("that failed for what may pass is tried again when its time has come, and not before")
  func again() async throws {
    try library.add("film.mkv")
    var tools = FakeTools()
    tools.before = { if case .encode = $0 { throw Reason(.stalled, "it made no progress") } }
    #expect(try await library.run(tools).jobs.map(\.reason?.code) == [.stalled])
    #expect(try await library.run(FakeTools()).jobs.isEmpty)
    #expect(try await library.run(FakeTools(), force: true).jobs.map(\.status) == [.done])
  }

  @Test("whose source changed meanwhile delivers nothing")
  func changed() async throws {
    let film = try library.add("film.mkv")
    var tools = FakeTools()
    tools.before = { if $0 == .finish { try Files.writeAtomically(Array("another".utf8), to: film) } }
    #expect(try await library.run(tools).jobs.map(\.reason?.code) == [.sourceChanged])
    #expect(try Files.read(film, limit: 100) == Array("another".utf8))
    #expect(try library.names == ["film.mkv"])
  }

  private struct Odd: Error {}

  @Test("that ends by an error that nobody knows ends a run with it")
  func odd() async throws {
    try library.add("film.mkv")
    var tools = FakeTools()
    tools.before = { if case .scan = $0 { throw Odd() } }
    await #expect(throws: Odd.self) { try await library.run(tools) }
    #expect(try library.names == ["film.mkv"])
  }

  @Test("of a file that was named twice is one")
  func twice() async throws {
    let film = try library.add("film.mkv")
    try link(library.root.appending("link"), to: Path("."))
    let tools = FakeTools()
    let summary = try await Scheduler.runOnce(
      library.core(tools, force: true) { $0.pace.maxConcurrentJobs = 2 },
      files: [film, library.root.appending("link/film.mkv"), film])
    #expect(summary.jobs.map(\.status) == [.done] && summary.waiting.isEmpty, "\(summary.waiting)")
    #expect(tools.record.encodes.count == 1)
  }
}
