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
    let view: StatusView
    do {
      view = try await session.core.get("status", as: StatusView.self, within: .seconds(5))
    } catch is CoreUnreachable {
      view = try await fromLedger(session)
    }
    return try await session.show(view)
  }

  /// What the ledger tells without a core, while `run --once` works or nobody does.
  private static func fromLedger(_ session: Session) async throws -> StatusView {
    let ledger = try session.ledgerToRead()
    let running = try Lock.isTaken(stateDir: session.config.stateDir)
    var current: [JobView] = []
    for status in running ? [JobStatus.planned, .encoding, .verifying, .delivering] : [] {
      current += try await ledger.jobs(in: status)
    }
    return StatusView(
      state: running ? "running" : "idle", current: current, queue: try await ledger.queue(),
      stats: try await ledger.stats())
  }

  /// The status for people.
  static func lines(_ view: StatusView) -> [String] {
    let stats = view.stats
    var lines = ["state    \(view.state)"]
    lines += view.pausedBecause.map { "because  \($0.code): \($0.detail)" }
    lines += view.current.map { "now      \(ProgressLine.text($0))" }
    lines += view.libraries.map { "library  \($0.name): \($0.state)\($0.detail.map { ", \($0)" } ?? "")" }
    lines += view.disks.filter(\.isFull).map {
      "full     \($0.path): \(Quantity.bytes($0.freeBytes)) free, \(Quantity.bytes($0.keepFreeBytes)) have to stay so"
    }
    lines += view.degraded.map { "problem  \($0.code): \($0.detail)" }
    if let instant = view.nextWindowAt { lines.append("window   \(instant)") }
    if let instant = view.finishAt { lines.append("finish   \(instant)") }
    lines += [
      "files    \(stats.filesDone) done, \(stats.filesFailed) failed, \(stats.filesSkipped) skipped",
      "saved    \(Quantity.bytes(stats.savedBytes)) of \(Quantity.bytes(stats.originalBytes)) (\(stats.reductionPercent) %)",
    ]
    if let instant = stats.lastDoneAt { lines.append("last     \(instant)") }
    return lines
  }
}
