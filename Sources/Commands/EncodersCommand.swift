import API
import Daemon
import TerminalUI

/// `condense encoders`: what can be encoded with here, and why not with the rest.
enum EncodersCommand {
  static let command = Command(
    name: "encoders", abstract: "Try every encoder and show which ones work here, and why the others do not.",
    discussion: """
      Each is tried by a small encode whose result is decoded again, whatever was found before. Hardware must also \
      give two sizes for two qualities.
      """,
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let views = try await EncoderSurvey.run(session.config)
    if session.json {
      try await session.print(views)
    } else {
      await session.console.result(table(views))
    }
    return .done
  }

  private static func table(_ views: [EncoderView]) -> Table {
    var table = Table([
      .init("encoder"), .init("codec"), .init("kind"), .init("usable"), .init("version", .text),
      .init("why not", .prose),
    ])
    for view in views {
      table.add([
        view.id, view.codec, view.kind, view.usable ? "yes" : "no", view.version ?? "-", view.whyNot ?? "",
      ])
    }
    return table
  }
}
