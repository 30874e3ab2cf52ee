import API
import Configuration
import Daemon
import Platform
import TerminalUI

/// Tells of a run wherever it is to be told: to systemd, in the log, on the terminal.
struct Voice: Sendable {
  let reporter: Reporter
  private let status = ServiceStatus()
  private let log: Log?
  /// Whether a terminal, or stderr in place of a log, shows what happens.
  private let isSeen: Bool

  init(_ session: Session) async {
    reporter = Reporter(session.console, json: session.json)
    log = Log.isWanted(session.config) ? Log(file: session.config.logFile) : nil
    let isInteractive = await session.console.isInteractive
    isSeen = isInteractive || log == nil
  }

  /// Tells what happens in a run.
  func tell(_ event: RunEvent) async {
    await status.observe(event)
    await log?.observer(event)
    if isSeen { await reporter.show(event) }
  }

  /// Opens the log's file anew, under its name.
  func reopen() { log?.reopen() }

  /// Does a run's work, and sees to it that what it had to tell is out.
  func speaking<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
    async let _: Void = status.run()
    return if let log { try await log.whole(work) } else { try await work() }
  }
}
