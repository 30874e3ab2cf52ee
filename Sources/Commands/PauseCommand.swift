import API

/// `condense pause`: a running core begins nothing new.
enum PauseCommand {
  static let command = Command(
    name: "pause", abstract: "Let the running core rest until 'condense resume'.",
    discussion: "What is under way is kept, nothing new is begun.",
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    return try await session.show(session.core.post("pause", [String: String](), as: StatusView.self))
  }
}
