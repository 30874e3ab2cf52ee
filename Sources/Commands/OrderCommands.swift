import API
import APIClient

/// The commands that tell a running core one thing and show what it says of itself then.
enum OrderCommands {
  static let pause = Command(
    name: "pause", abstract: "Let the running core rest until 'condense resume'.",
    discussion: "What is under way is kept, nothing new is begun.",
    handler: order("pause"))

  static let resume = Command(
    name: "resume", abstract: "Let the running core go on after 'condense pause'.",
    discussion: "Whatever else keeps it from working, a time window or the machine's load, stays in force.",
    handler: order("resume"))

  static let enable = Command(
    name: "enable", abstract: "Let the running core work on a library again, or on all of them.",
    arguments: [library], handler: libraryOrder("enable"))

  static let disable = Command(
    name: "disable", abstract: "Let the running core leave a library alone, or all of them.",
    discussion:
      "What is under way there is ended and goes back to the queue. It holds until 'condense enable'.",
    arguments: [library], handler: libraryOrder("disable"))

  static let reload = Command(
    name: "reload", abstract: "Let the running core read its configuration again.",
    discussion: "A configuration with a mistake in it changes nothing; the mistake is shown.",
    handler: order("reload"))

  private static let library = Argument(
    "library", arity: .optional, help: "The library's name. (default: every library)")

  private static func order(_ name: String) -> Handler {
    { try await send(name, [String: String](), from: $0) }
  }

  private static func libraryOrder(_ name: String) -> Handler {
    { try await send(name, LibraryOrder(library: $0.text("library")), from: $0) }
  }

  private static func send(_ name: String, _ order: some Encodable & Sendable, from invocation: Invocation)
    async throws -> ExitCode
  {
    let session = try Session(invocation)
    return try await session.show(session.core.post(name, order, as: StatusView.self))
  }
}
