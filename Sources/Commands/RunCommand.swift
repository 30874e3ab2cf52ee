import API
import Configuration
import Daemon
import Ledger
import Platform
import TerminalUI

/// `condense run`: the core, over every library.
enum RunCommand {
  static let command = Command(
    name: "run", abstract: "Work through the libraries.",
    discussion: """
      Every file is decided about once; a file that has not changed since costs a look at its directory \
      entry. A job that was interrupted starts again.
      """,
    options: [
      .flag("once", help: "Work until nothing is left to do, then exit. Needed in this version."),
      .flag("dry-run", help: "Say what would be done, and write nothing anywhere."),
      .flag("force", help: "Decide again about files that are known and unchanged."),
    ],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    guard invocation.flag("once") else {
      throw invocation.usageError("Staying in the foreground is not offered yet: give --once.")
    }
    let session = try Session(invocation)
    if session.config.libraries.isEmpty {
      throw ConfigurationError(problems: [
        Problem(
          file: session.config.source ?? Path("/etc/condense/config.toml"), key: "library_roots",
          message: "no library is configured: name at least one directory in 'library_roots'")
      ])
    }
    if invocation.flag("dry-run") {
      try await PlanCommand.show(session, paths: [], force: invocation.flag("force"))
      return .done
    }
    let lock = try session.lock()
    let reporter = Reporter(session.console, json: session.json)
    let status = ServiceStatus()
    let log = Log.isWanted(session.config) ? Log(file: session.config.logFile) : nil
    let isInteractive = await session.console.isInteractive
    let isSeen = isInteractive || log == nil
    let core = try Core(
      session.config, ledger: try session.ledger(), dryRun: false, force: invocation.flag("force")
    ) {
      await status.observe($0)
      await log?.observer($0)
      if isSeen { await reporter.show($0) }
    }
    async let _: Void = status.run()
    ServiceManager.ready("looking through the libraries")
    defer { ServiceManager.stopping("the run is over") }
    let summary =
      if let log { try await log.whole { try await core.runOnce() } } else { try await core.runOnce() }
    withExtendedLifetime(lock) {}
    try await reporter.finish(summary)
    let isShort = summary.waiting.contains { $0.reason.code == .lowSpace }
    return summary.failures.isEmpty && !isShort ? .done : .failed
  }
}
