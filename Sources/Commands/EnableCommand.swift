import API

/// `condense enable`: a library is worked on again.
enum EnableCommand {
  static let command = Command(
    name: "enable", abstract: "Let the running core work on a library again, or on all of them.",
    arguments: [
      Argument("library", arity: .optional, help: "The library's name. (default: every library)")
    ],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let order = LibraryOrder(library: invocation.text("library"))
    return try await session.show(session.core.post("enable", order, as: StatusView.self))
  }
}
