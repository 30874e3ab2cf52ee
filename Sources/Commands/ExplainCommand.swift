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
    let (decision, candidate, library) = try await core.explain(path)
    if session.json {
      try await session.print(VerdictView(decision, candidate.path, library))
    } else {
      for line in lines(decision, candidate, library) { await session.console.result(line) }
    }
    return .done
  }

  private static func lines(_ decision: Decision, _ candidate: Candidate, _ library: Library) -> [String] {
    var lines = [
      "file       \(candidate.path)",
      "library    \(library.name.isEmpty ? "none; the flat rules apply" : library.name)",
      "size       \(Quantity.bytes(candidate.status.size))",
    ]
    if !library.rules.extensions.contains(candidate.path.fileExtension) {
      lines.append(
        "extension  '\(candidate.path.fileExtension)' is not among extensions: a run would not look at it")
    }
    if let media = decision.media {
      lines += Gates.ask(media, path: candidate.path, library.rules).map { answer in
        switch answer.result {
        case .success(let seen): "passed     \(answer.gate): \(seen)"
        case .failure(let reason): "stopped    \(answer.gate): \(reason)"
        }
      }
    }
    switch decision.verdict {
    case .skip(let reason): lines.append("verdict    skip: \(reason)")
    case .settling(let reason): lines.append("verdict    settling: \(reason)")
    case .encode(let plan):
      lines.append(
        "verdict    encode with \(plan.encoder), crf \(plan.quality.crf), preset \(plan.quality.preset)")
      lines.append("source     \(plan.sourceClass.class.title): \(plan.sourceClass.why)")
      lines += plan.announced.map { "announced  \($0)" }
      lines += plan.segments.map { "command    ffmpeg \($0.arguments.joined(separator: " "))" }
    }
    return lines
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
