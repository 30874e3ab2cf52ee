import API

/// `condense resume`: a paused core goes on.
enum ResumeCommand {
  static let command = Command(
    name: "resume", abstract: "Let the running core go on after 'condense pause'.",
    discussion: "Whatever else keeps it from working, a time window or the machine's load, stays in force.",
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    return try await session.show(session.core.post("resume", [String: String](), as: StatusView.self))
  }
}
