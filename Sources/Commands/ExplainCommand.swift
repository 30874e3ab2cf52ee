import API
import Configuration
import Daemon
import Discovery
import Media
import Planning
import Platform
import TerminalUI

/// `condense explain`: the whole decision about one file.
enum ExplainCommand {
  static let command = Command(
    name: "explain", abstract: "Show the whole decision about one file, and why.",
    arguments: [Argument("file", .file, help: "The file.")], handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    guard let path = invocation.path("file") else {
      throw invocation.usageError("Missing expected argument '<file>'.")
    }
    let core = try Core(session.config, ledger: try session.ledgerToRead(), dryRun: true, force: true) { _ in
    }
    let explanation = try await core.explain(path)
    if session.json {
      try await session.print(
        VerdictView(explanation.decision, explanation.candidate.path, explanation.library))
    } else {
      await session.console.result(
        ExplainReport.lines(explanation, nowNs: Timestamp.nowNs(), width: session.console.width))
    }
    return .done
  }
}

/// A decision as JSON.
struct VerdictView: Encodable, Sendable {
  var path: String
  var pathB64: String?
  var library: String
  var verdict: String
  var reason: Reason?
  var media: MediaInfo?
  var plan: Plan?

  init(_ decision: Decision, _ path: Path, _ library: Library) {
    let view = PathView(path)
    (self.path, pathB64, self.library) = (view.path, view.pathB64, library.name)
    (reason, media) = (decision.reason, decision.media)
    switch decision.verdict {
    case .encode(let plan): (verdict, self.plan) = ("encode", plan)
    case .skip: verdict = "skip"
    case .settling: verdict = "settling"
    }
  }
}
