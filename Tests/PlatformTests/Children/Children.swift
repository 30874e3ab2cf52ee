import Glibc
import Testing

@testable import Platform

/// Every test that starts a process, one after the other: some look at the whole process's descriptors.
@Suite("Child processes", .serialized, .timeLimit(.minutes(5)))
enum Children {
  typealias Completion = ToolCompletion<[String], [String]>

  /// Every file mapped into the tests: their program and its libraries.
  private static let mapped: Set<Path> = {
    let maps = try? OpenFile.open(Path("/proc/self/maps"), for: .read).read(count: 4 << 20, at: 0)
    let lines = String(decoding: maps ?? [], as: UTF8.self).split(separator: "\n")
    return Set(lines.compactMap { line in line.firstIndex(of: "/").map { Path(String(line[$0...])) } })
  }()

  /// Where the libraries are; outside of packages what is built in C is linked to those of the toolchain.
  static let libraries = Set(mapped.map(\.parent)).sorted()

  /// The real launcher, from the directory of whatever the tests were linked into.
  static let launcher: Path? = {
    let program = (try? [Files.linkTarget(Path("/proc/self/exe"))]) ?? []
    return (program + mapped.sorted()).map { $0.parent.appending("condense-launch") }
      .first { $0.withCString { access($0, X_OK) } == 0 }
  }()

  /// Runs a tool and collects its lines.
  static func run(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    limits: ToolInvocation.Limits = .init(), readable: [Path] = [], devices: [Path] = [],
    priority: Priority = Priority(), input: OpenFile? = nil, output: OpenFile? = nil,
    kind: ToolInvocation.Kind = .media
  ) async throws -> Completion {
    var invocation = ToolInvocation(
      Path(program), arguments, environment: environment, limits: limits, readable: readable,
      priority: priority)
    (invocation.devices, invocation.kind) = (devices, kind)
    return try await Launcher(launcher: #require(launcher)).run(invocation, input: input, output: output) {
      lines in
      try await collect(lines)
    } stderr: { lines, _ in
      try await collect(lines)
    }
  }

  /// Runs a script of the shell.
  static func sh(
    _ script: String, limits: ToolInvocation.Limits = .init(), output: OpenFile? = nil,
    kind: ToolInvocation.Kind = .media
  ) async throws -> Completion {
    try await run("/bin/sh", ["-c", script], limits: limits, output: output, kind: kind)
  }

  private static func collect(_ lines: ToolLines) async throws -> [String] {
    var all: [String] = []
    for try await line in lines { all.append(String(decoding: line, as: UTF8.self)) }
    return all
  }

  /// Returns once a process has ended; its zombie may wait for whoever adopted it.
  static func gone(_ text: String?) async throws -> Bool { try await becomes(nil, text) }

  /// Returns once a process is in a state, as proc_pid_stat(5) calls it, or has ended; false when that takes too long.
  static func becomes(_ wanted: Character?, _ text: String?) async throws -> Bool {
    let pid = try #require(text.flatMap { pid_t($0) })
    return await until { state(of: pid) == wanted }
  }

  /// Returns once something is so; false when that takes longer than a minute.
  static func until(_ isSo: () async throws -> Bool) async rethrows -> Bool {
    let start = ContinuousClock.now
    while try await !isSo() {
      if ContinuousClock.now - start > .seconds(60) { return false }
      await Task.yield()
    }
    return true
  }

  /// Makes sure that what fifty tools need is given back.
  static func leavesNothingOpen(_ fifty: () async throws -> Void) async throws {
    func count() throws -> Int {
      try DirectoryListing(in: .open(Path("/proc/self/fd"), for: .directory)).entries.count
    }
    var growth: [Int] = []
    // A leak happens every time; descriptors that other suites have open meanwhile come and go.
    repeat {
      let before = try count()
      try await fifty()
      growth.append(try count() - before)
    } while growth.count < 8 && !growth.contains { abs($0) < 25 }
    #expect(growth.contains { abs($0) < 25 }, "each has seven or more descriptors: \(growth)")
  }

  /// Uses the processor for a while.
  static func burn(_ secs: Double) {
    let start = clock()
    while Double(clock() - start) < secs * Double(CLOCKS_PER_SEC) {}
  }

  private static func state(of pid: pid_t) -> Character? {
    guard let text = try? Files.read(Path("/proc/\(pid)/stat"), limit: 4096),
      let end = text.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let state = Character(Unicode.Scalar(text[end + 2]))
    return "ZX".contains(state) ? nil : state
  }
}
