import API
import Daemon
import Platform

/// `condense encode`: single files, now.
enum EncodeCommand {
  static let command = Command(
    name: "encode", abstract: "Encode single files now, whatever their size and age.",
    discussion: """
      The same checks, the same proof and the same replacement as in a run; only min_bytes, settle_secs \
      and what was decided before do not count.
      """,
    arguments: [Argument("file", .file, arity: .atLeastOne, help: "The files to encode.")],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let lock = try session.lock()
    let reporter = Reporter(session.console, json: session.json)
    let core = try Core(session.config, ledger: try session.ledger(), dryRun: false, force: true) {
      await reporter.show($0)
    }
    let summary = try await core.run(files: invocation.paths("file"))
    withExtendedLifetime(lock) {}
    try await reporter.finish(summary)
    let isDone = summary.failures.isEmpty && summary.missing.isEmpty && summary.waiting.isEmpty
    return isDone ? .done : .failed
  }
}
