import API

/// `condense reload`: a running core reads its configuration again.
enum ReloadCommand {
  static let command = Command(
    name: "reload", abstract: "Let the running core read its configuration again.",
    discussion: "A configuration with a mistake in it changes nothing; the mistake is shown.",
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    return try await session.show(session.core.post("reload", [String: String](), as: StatusView.self))
  }
}
