import API
import Configuration
import Control
import Daemon
import Glibc
import Ledger
import Platform

/// `condense run`: the core, over every library.
enum RunCommand {
  static let command = Command(
    name: "run", abstract: "Work on the libraries, for as long as it runs.",
    discussion: """
      Every file is decided about once; a file that has not changed since costs a look at its directory \
      entry. A job that was interrupted goes on where it was. TERM ends it, and HUP has it read its \
      configuration again. With --once it works at once, whatever the hours and the load.
      """,
    options: [
      .flag("once", help: "Work until nothing is left to do, then exit."),
      .flag("dry-run", help: "Say what would be done, and write nothing anywhere."),
      .flag("force", help: "Decide again about files that are known and unchanged."),
    ],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
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
    defer { withExtendedLifetime(lock) {} }
    let (voice, feed) = (await RunOutput(session, stays: !invocation.flag("once")), Broadcast())
    let core = try Core(
      session.config, ledger: try session.ledger(), dryRun: false, force: invocation.flag("force")
    ) {
      await feed.take($0)
      await voice.tell($0)
    }
    return try await voice.withOutput {
      try await invocation.flag("once")
        ? drain(core, session, voice)
        : stay(core, feed, session, voice) { try Session.config(for: invocation) }
    }
  }

  private static func drain(_ core: Core, _ session: Session, _ voice: RunOutput) async throws -> ExitCode {
    if core.keepsHours {
      await voice.tell(
        .warning(
          "a run with --once works at once, whatever [schedule] and [load] say of hours, load and require"))
    }
    ServiceManager.ready("looking through the libraries")
    defer { ServiceManager.stopping("the run is over") }
    let summary = try await Scheduler.runOnce(core)
    try await voice.reporter.finish(
      summary, kept: try await session.ledgerToRead().kept(), roots: session.roots)
    let isShort = summary.waiting.contains { $0.reason.code == .lowSpace }
    return summary.failures.isEmpty && !isShort ? .done : .failed
  }

  /// How long what is under way may take to come to an end when everything is to end.
  private static let farewell = Duration.seconds(20)

  private static func stay(
    _ core: Core, _ feed: Broadcast, _ session: Session, _ voice: RunOutput,
    _ readConfig: @escaping @Sendable () throws -> Config
  ) async throws -> ExitCode {
    // Elsewhere the group is a session's, with others in it.
    let home = ServiceManager.isThere ? try? await CgroupHome.claim() : nil
    let scheduler = Scheduler(
      core, feed: feed, reader: try session.ledgerToRead(), in: home, readConfig: readConfig)
    let hangup = SignalSource(SIGHUP) {
      Task {
        // If the configuration is wrong, `reread` has reported it already.
        voice.reopen(try? await scheduler.reread().logFile)
      }
    }
    defer { hangup.cancel() }
    await voice.tell(.told(.started(version: Version.number)))
    let server = try await listen(scheduler, session.config, voice)
    do {
      try await GracefulShutdown.current.holding(farewell) { try await scheduler.run() }
    } catch {
      await server?.stop()
      throw error
    }
    await server?.stop()
    return .done
  }

  /// Opens the socket; without one the core works all the same, and nobody can tell it anything.
  private static func listen(_ scheduler: Scheduler, _ config: Config, _ voice: RunOutput) async throws
    -> ControlServer?
  {
    do {
      return try ControlServer(
        at: config.socket, group: try FileStatus.of(config.stateDir).group, service: scheduler)
    } catch  where error is ControlFailure || error is SystemError {
      await voice.tell(.told(.degraded("no socket: \(error)", path: config.socket)))
      return nil
    }
  }
}
