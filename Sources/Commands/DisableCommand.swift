import API

/// `condense disable`: a library is left alone.
enum DisableCommand {
  static let command = Command(
    name: "disable", abstract: "Let the running core leave a library alone, or all of them.",
    discussion:
      "What is under way there is ended and goes back to the queue. It holds until 'condense enable'.",
    arguments: [
      Argument("library", arity: .optional, help: "The library's name. (default: every library)")
    ],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let order = LibraryOrder(library: invocation.text("library"))
    return try await session.show(session.core.post("disable", order, as: StatusView.self))
  }
}
