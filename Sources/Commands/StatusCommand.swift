import API
import Configuration
import Daemon
import Ledger
import Platform
import TerminalUI

/// `condense status`: what is going on, and what came of it so far.
enum StatusCommand {
  static let command = Command(
    name: "status", abstract: "Show what is going on and what was saved so far.", handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let ledger = try session.ledgerToRead()
    let running = try Lock.isTaken(stateDir: session.config.stateDir)
    var current: [JobView] = []
    for status in running ? [JobStatus.planned, .encoding, .verifying, .delivering] : [] {
      current += try await ledger.jobs(in: status)
    }
    let view = StatusView(
      state: running ? "running" : "idle", current: current, queue: try await ledger.queue(),
      stats: try await ledger.stats())
    if session.json {
      try await session.print(view)
    } else {
      for line in lines(view) { await session.console.result(line) }
    }
    return .done
  }

  private static func lines(_ view: StatusView) -> [String] {
    let stats = view.stats
    return ["state    \(view.state)"] + view.current.map { "now      \(ProgressLine.text($0))" } + [
      "files    \(stats.filesDone) done, \(stats.filesFailed) failed, \(stats.filesSkipped) skipped",
      "saved    \(Quantity.bytes(stats.savedBytes)) of \(Quantity.bytes(stats.originalBytes)) (\(stats.reductionPercent) %)",
    ] + (stats.lastDoneAt.map { ["last     \($0)"] } ?? [])
  }
}
