import API
import Configuration
import Ledger
import Media
import Platform
import TestSupport
import Testing

@testable import Daemon

/// A job in segments, with fake tools.
@Suite("A job in segments", .timeLimit(.minutes(5)))
struct SegmentJobTests {
  let library: FakeLibrary
  private static let count = 6

  init() throws {
    library = try FakeLibrary()
    try library.add("film.mkv", frames: 24 * Self.count, size: 600_000)
  }

  private func run(_ tools: FakeTools, force: Bool = false) async throws -> RunSummary {
    try await library.run(tools, force: force) { $0.pace.segmentSecs = 1 }
  }

  private static func number(_ call: FakeTools.Call) -> Int? {
    if case .encode(_, let number?, _, _) = call { number } else { nil }
  }

  @Test("is made of all of them, each once, and joined")
  func done() async throws {
    let tools = FakeTools()
    let summary = try await run(tools)
    try #require(summary.jobs.map(\.status) == [.done], "\(summary.jobs.map(\.reason))")
    #expect(summary.jobs[0].segments?.total == Self.count && summary.jobs[0].notes == nil)
    #expect(tools.record.encodes.compactMap(Self.number).sorted() == Array(0..<Self.count))
    #expect(try library.film("film.mkv").frames.count == 24 * Self.count)
  }

  @Test("that was broken off goes on with those that it has")
  func resumed() async throws {
    var broken = FakeTools()
    broken.before = { if Self.number($0) == 4 { throw Reason(.stalled, "it made no progress") } }
    #expect(try await run(broken).jobs.map(\.reason?.code) == [.stalled])
    let finished = Set(try await library.ledger.segments(of: 1).map(\.number))
    let tools = FakeTools()
    #expect(try await run(tools, force: true).jobs.map(\.status) == [.done])
    let again = Set(tools.record.encodes.compactMap(Self.number))
    #expect(again == Set(0..<Self.count).subtracting(finished), "\(finished)")
  }

  @Test("of which one shows other frames has that one made again, and says so")
  func wrongOnce() async throws {
    var tools = FakeTools()
    tools.change = { call, film in
      guard case .encode(_, 2?, _, attempt: 1) = call else { return }
      film.frames = film.frames.map { $0 &* 13 }
    }
    let summary = try await run(tools)
    #expect(summary.jobs.map(\.status) == [.done])
    #expect(summary.jobs.first?.notes?.contains { $0.hasPrefix("segment 2 was encoded again") } == true)
  }

  @Test("of which one always shows other frames fails, and the film stays")
  func alwaysWrong() async throws {
    var tools = FakeTools()
    tools.change = { call, film in
      if Self.number(call) == 2 { film.frames = film.frames.map { $0 &* 13 } }
    }
    #expect(try await run(tools).jobs.map(\.reason?.code) == [.verificationFailed])
    #expect(try library.names == ["film.mkv"])
  }

  @Test("whose joined segments are not the film is made in one piece, and says why")
  func notJoined() async throws {
    var tools = FakeTools()
    tools.change = { if $0 == .join { $1.frames.reverse() } }
    let summary = try await run(tools)
    #expect(summary.jobs.map(\.status) == [.done], "\(summary.jobs.map(\.reason))")
    #expect(summary.jobs.first?.notes?.contains { $0.contains("encoded in one piece") } == true)
    #expect(tools.record.encodes.count == Self.count + 1)
  }

  @Test("that loses one of its files makes that one again")
  func lost() async throws {
    var tools = FakeTools()
    let work = library.scratch.path.appending("state/work")
    tools.before = { call in
      // All are finished by then; the result cannot be made of what is left.
      if call == .join { throw Reason(.stalled, "it made no progress") }
    }
    #expect(try await run(tools).jobs.map(\.reason?.code) == [.stalled])
    try Files.remove(work.appending("job-1/segment-3.mp4"))
    let next = FakeTools()
    #expect(try await run(next, force: true).jobs.map(\.status) == [.done])
    #expect(next.record.encodes.compactMap(Self.number) == [3])
  }
}
