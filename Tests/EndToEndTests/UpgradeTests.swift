import Foundation
import Glibc
import Testing

/// A ledger of an earlier version and the real program, which is killed, or finds no room, while it brings it up to date.
@Suite("The upgrade of a ledger", .timeLimit(.minutes(5)))
struct UpgradeTests {
  private static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("LedgerTests/Golden")

  private func bench(stateIn place: URL? = nil) throws -> (Bench, state: URL) {
    let bench = try Bench()
    let state = place ?? bench.state
    if place != nil {
      _ = try bench.replacing("state_dir = \"state\"", with: "state_dir = \"\(state.path)\"")
    }
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    try python(
      "import sys; ledger.executescript(open(sys.argv[2]).read())", state,
      Self.golden.appendingPathComponent("schema-4.sql").path)
    return (bench, state)
  }

  @discardableResult
  private func python(_ statement: String, _ state: URL, _ more: String...) throws -> String {
    let script = "import sqlite3, sys\nledger = sqlite3.connect(sys.argv[1])\n" + statement
    let ledger = state.appendingPathComponent("ledger.sqlite").path
    let finished = try Running(
      URL(fileURLWithPath: "/usr/bin/python3"), ["-c", script, ledger] + more, in: state
    )
    .finish()
    try #require(finished.status == 0, "\(finished.stderr)")
    return String(decoding: finished.stdout, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func version(_ state: URL) throws -> String {
    try python("print(ledger.execute('PRAGMA user_version').fetchone()[0])", state)
  }

  /// A command that opens the ledger to write to it, and then finds nothing to do.
  private let opening = ["restore", "/nowhere/film.mkv"]

  private func expectGolden(_ bench: Bench) throws {
    for (words, name) in [
      (["jobs"], "jobs"), (["jobs", "--failed"], "jobs-failed"), (["jobs", "--skipped"], "jobs-skipped"),
      (["stats"], "stats"), (["status"], "status"),
    ] {
      let printed = try bench.start(words + ["--json"]).finish()
      #expect(
        printed.stdout == (try Data(contentsOf: Self.golden.appendingPathComponent("\(name).json"))),
        "\(name)")
    }
  }

  @Test(
    "is done or not, and never in between, wherever it is killed",
    arguments: [
      ("ledger-copy-begun", "4"), ("ledger-copy-synced", "4"), ("ledger-copied", "4"),
      ("migration-step", "4"),
      ("migration-step#3", "4"), ("migrated", nil),
    ] as [(String, String?)])
  func killed(place: String, version expected: String?) throws {
    let (bench, state) = try bench()
    let ended = try bench.start(opening, environment: ["CONDENSE_FAULT": "\(place)=kill"]).finish()
    #expect(ended.status == -SIGKILL, "\(ended.stderr)")
    let now = try version(state)
    #expect(expected == nil ? now != "4" : now == expected)
    let again = try bench.start(opening).finish()
    #expect(again.status == 1 && again.stderr.contains("No such file"), "\(again.stderr)")
    #expect(try version(state) != "4")
    let names = try FileManager.default.contentsOfDirectory(atPath: state.path)
    #expect(
      names.contains { $0.hasPrefix("ledger.sqlite.before-") } && !names.contains { $0.hasSuffix(".part") })
    try expectGolden(bench)
  }

  @Test("asks for room before it begins, and changes nothing without")
  func noRoom() throws {
    let disk = try Disk("8m")
    let (bench, state) = try bench(stateIn: disk.place.appendingPathComponent("state"))
    let ended = try bench.start(opening).finish()
    #expect(ended.status == 1 && ended.stderr.contains("MB have to be free there"), "\(ended.stderr)")
    #expect(try version(state) == "4")
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: state.path).contains { $0.contains("before") })
  }

  @Test("that runs out of room leaves the ledger as before")
  func full() throws {
    let disk = try Disk("40m")
    let (bench, state) = try bench(stateIn: disk.place.appendingPathComponent("state"))
    let running = try bench.start(opening, environment: ["CONDENSE_FAULT": "ledger-copied=stop"])
    try #require(running.waitUntilStopped())
    try disk.fill(leaving: 0)
    kill(running.process.processIdentifier, SIGCONT)
    let ended = running.finish()
    #expect(ended.status == 1 && ended.stderr.contains("full"), "\(ended.stderr)")
    try disk.empty()
    #expect(try version(state) == "4")
    #expect(try bench.start(opening).finish().stderr.contains("No such file"))
    try expectGolden(bench)
  }
}
