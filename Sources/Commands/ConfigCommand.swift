import Configuration
import Platform
import TerminalUI

/// `condense config`: the configuration itself.
enum ConfigCommand {
  static let command = Command(
    name: "config", abstract: "Check the configuration.", subcommands: [check])

  private static let check = Command(
    name: "check", abstract: "Read the configuration and report every mistake in it.",
    handler: { invocation in
      let session = try Session(invocation)
      let source = session.config.source?.display ?? "the built-in defaults (there is no configuration file)"
      let roots = session.config.libraries.flatMap(\.roots).count
      if session.json {
        try await session.print(Answer(ok: true, source: session.config.source?.display, roots: roots))
      } else {
        await session.console.result(
          "\(source): fine; libraries: \(session.config.libraries.count), roots: \(roots)")
      }
      return .done
    })

  private struct Answer: Encodable, Sendable {
    var ok: Bool
    var source: String?
    var roots: Int
  }
}
