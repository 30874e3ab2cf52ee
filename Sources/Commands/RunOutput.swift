import API
import Configuration
import Daemon
import Platform
import TerminalUI

/// Tells of a run wherever it is to be told: to systemd, in the log, on the terminal.
struct RunOutput: Sendable {
  let reporter: Reporter
  private let status = ServiceStatus()
  private let log: Log?
  /// Whether a terminal, or stderr in place of a log, shows what happens.
  private let isSeen: Bool

  /// A run that ends by itself has its lines, with how far it is, also on a stderr that is no terminal.
  init(_ session: Session, stays: Bool) async {
    reporter = Reporter(session.console, json: session.json)
    let isInteractive = await session.console.isInteractive
    let isLogged = Log.isWanted(session.config) || (stays && !isInteractive)
    log = isLogged ? Log(file: session.config.logFile) : nil
    isSeen = isInteractive || log == nil
  }

  /// Tells what happens in a run.
  func tell(_ event: RunEvent) async {
    await status.observe(event)
    await log?.observer(event)
    if isSeen { await reporter.show(event) }
  }

  /// Opens the log's file anew, another one if it is given.
  func reopen(_ file: Path?) { log?.reopen(file) }

  /// Does a run's work, and sees to it that what it had to tell is out.
  func withOutput<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
    async let _: Void = status.run()
    return if let log { try await log.whole(work) } else { try await work() }
  }
}
