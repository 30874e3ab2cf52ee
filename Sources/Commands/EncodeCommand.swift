import API
import Configuration
import Daemon
import Glibc
import Ledger
import Platform

/// `condense encode`: single files, now.
enum EncodeCommand {
  static let command = Command(
    name: "encode", abstract: "Encode single files now, whatever their size and age.",
    discussion: """
      The same checks, the same proof and the same replacement as in a run; only min_bytes, settle_secs \
      and what was decided before do not count. A running core is handed the files, and followed.
      """,
    arguments: [Argument("file", .file, arity: .atLeastOne, help: "The files to encode.")],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let reporter = Reporter(session.console, json: session.json)
    let files = invocation.paths("file")
    let summary =
      if let lock = try lock(session) {
        try await encode(files, session, reporter, lock)
      } else {
        try await RemoteEncode(session, reporter, files).run()
      }
    try await reporter.finish(
      summary, kept: await session.kept(), roots: session.roots)
    let isDone = summary.failures.isEmpty && summary.missing.isEmpty && summary.waiting.isEmpty
    return isDone ? .done : .failed
  }

  /// The right to work on the state directory; nil where a core has it, which this user may be allowed to ask.
  private static func lock(_ session: Session) throws -> Lock? {
    do { return try Lock(stateDir: session.config.stateDir) } catch let reason as Reason {
      guard geteuid() != 0, try FileStatus.ifPresent(session.config.socket) != nil else { throw reason }
      return nil
    }
  }

  private static func encode(_ files: [Path], _ session: Session, _ reporter: Reporter, _ lock: Lock)
    async throws -> RunSummary
  {
    defer { withExtendedLifetime(lock) {} }
    let core = try Core(session.config, ledger: try session.ledger(), dryRun: false, force: true) {
      await reporter.show($0)
    }
    return try await Scheduler.runOnce(core, files: files)
  }
}
