import API
import Configuration
import Ledger
import Platform
import Synchronization
import Testing

@testable import Daemon

/// The loop of the service, with fake tools, a real ledger and real files.
@Suite("The scheduler", .timeLimit(.minutes(5)))
struct SchedulerTests {
  let library: FakeLibrary

  init() throws { library = try FakeLibrary() }

  /// Holds calls up until somebody lets them go.
  private final class Gate: Sendable {
    private let opened: AsyncStream<Never>
    private let opening: AsyncStream<Never>.Continuation
    init() { (opened, opening) = AsyncStream.makeStream() }
    func open() { opening.finish() }
    func wait() async { for await _ in opened {} }
  }

  private func held(_ gate: Gate, _ names: Set<String> = ["film.mkv"]) -> FakeTools {
    var tools = FakeTools()
    tools.before = { call in
      guard case .encode(let name, _, _, _) = call, names.contains(name) else { return }
      await gate.wait()
      try Task.checkCancellation()
    }
    return tools
  }

  @Test("does what is there, and what comes later, and ends when it is asked to")
  func stays() async throws {
    try library.add("film.mkv")
    let service = FakeService(library, FakeTools())
    try await library.next("film.mkv", .done)
    try library.add("later.mkv")
    try await library.next("later.mkv", .done)
    try await service.end()
    #expect(try library.names.filter { $0.hasSuffix(".orig") } == ["film.mkv.orig", "later.mkv.orig"])
  }

  @Test("gives a file that was asked for its turn before all others")
  func asked() async throws {
    let gate = Gate()
    try library.add("film.mkv")
    for name in ["a.mkv", "b.mkv", "c.mkv"] { try library.add(name, size: 150_000) }
    let tools = held(gate)
    let service = FakeService(library, tools) {
      ($0.pace.maxConcurrentJobs, $0.rules.order) = (1, .largest)
    }
    try await library.next("film.mkv", .encoding)
    _ = try await service.scheduler.enqueue([library.root.appending("c.mkv")])
    gate.open()
    for _ in 0..<3 {
      try await library.next { event in
        if case .job(let job) = event, job.status == .done, job.file.nameText != "film.mkv" {
          job
        } else {
          nil
        }
      }
    }
    try await service.end()
    let names = tools.record.encodes.map { call in
      if case .encode(let name, _, _, _) = call { name } else { "" }
    }
    #expect(names.first == "film.mkv" && names[1] == "c.mkv", "\(names)")
  }

  @Test("begins no more jobs at a time than it may")
  func width() async throws {
    let gate = Gate()
    for number in 0..<6 { try library.add("\(number).mkv") }
    let count = Counter()
    var tools = FakeTools()
    tools.before = { call in
      guard case .scan = call else { return }
      if count.enter() == 2 { gate.open() }
      await gate.wait()
      count.leave()
    }
    let service = FakeService(library, tools) { $0.pace.maxConcurrentJobs = 2 }
    for _ in 0..<6 {
      try await library.next { if case .job(let job) = $0, job.status == .done { job } else { nil } }
    }
    try await service.end()
    #expect(count.most == 2)
  }

  /// How many are within at once.
  private final class Counter: Sendable {
    private let state = Mutex((now: 0, most: 0))
    func enter() -> Int {
      state.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
        return $0.now
      }
    }
    func leave() { state.withLock { $0.now -= 1 } }
    var most: Int { state.withLock { $0.most } }
  }

  @Test("begins nothing while it is paused, and goes on afterwards")
  func paused() async throws {
    try await library.ledger.set(.paused, on: true)
    try library.add("film.mkv")
    let tools = FakeTools()
    let service = FakeService(library, tools)
    try await library.next {
      if case .told(let record) = $0, record.message.hasPrefix("ready") { true } else { nil }
    }
    _ = try await service.scheduler.status()
    #expect(tools.record.encodes.isEmpty)
    try await service.scheduler.resume()
    try await library.next("film.mkv", .done)
    try await service.end()
  }

  @Test("ends a cancelled job at once, and does not begin it again")
  func cancelled() async throws {
    let gate = Gate()
    try library.add("film.mkv")
    let service = FakeService(library, held(gate))
    let job = try await library.next("film.mkv", .encoding)
    _ = try await service.scheduler.cancel(job.id)
    gate.open()
    try await library.next("film.mkv", .cancelled)
    try await service.end()
    #expect(try library.names == ["film.mkv"])
    #expect(try await library.ledger.file(library.root.appending("film.mkv"))?.state == .failed)
  }

  @Test("leaves what is under way to the next run when it ends")
  func interrupted() async throws {
    let gate = Gate()
    try library.add("film.mkv")
    let service = FakeService(library, held(gate))
    try await library.next("film.mkv", .encoding)
    gate.open()
    try await service.end()
    let next = FakeService(library, FakeTools())
    let job = try await library.next("film.mkv", .done)
    #expect(job.id == 1)
    try await next.end()
  }

  @Test("goes on with other films when one fails, and with the encoders that are left")
  func failure() async throws {
    try library.add("bad.mkv")
    try library.add("film.mkv")
    var tools = FakeTools()
    tools.before = { call in
      if case .encode("bad.mkv", _, _, _) = call { throw Reason(.encoderFailed, "it crashed") }
    }
    let service = FakeService(library, tools)
    try await library.next("film.mkv", .done)
    try await service.end()
    #expect(try library.names.contains("bad.mkv") && !library.names.contains("bad.mkv.orig"))
  }
}
