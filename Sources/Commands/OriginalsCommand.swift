import API
import Daemon
import Platform
import TerminalUI

/// `condense originals`: what is kept beside the replacements.
enum OriginalsCommand {
  static let command = Command(
    name: "originals", abstract: "List the originals that are kept, or remove them.",
    subcommands: [list, purge])

  private static let list = Command(
    name: "list", abstract: "List the originals that are kept.",
    discussion: """
      kept: stays until its time is up. due: the next run removes it. missing: it is not there, or its disk is \
      not. alone: its replacement is not there any more, so it stays until you decide.
      """,
    handler: { invocation in
      let session = try Session(invocation)
      let views = try await Retention(session.config, ledger: try session.ledgerToRead()) { _ in }.list()
      if session.json {
        try await session.print(views)
      } else {
        for line in lines(views) { await session.console.result(line) }
      }
      return .done
    })

  private static let purge = Command(
    name: "purge", abstract: "Remove kept originals now.",
    discussion: """
      Without files: those whose time is up, after a look through the libraries for originals that this ledger \
      does not know. With files: these, whatever their time. Every replacement is read again first, to the last \
      byte; where it is not what was verified, the original stays.
      """,
    arguments: [Argument("file-or-job", .file, arity: .many, help: "Whose originals to remove.")],
    handler: remove)

  @Sendable private static func remove(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let purge = try await session.retaining { try await $0.purge(invocation.paths("file-or-job")) }
    if session.json {
      try await session.print(purge)
    } else {
      await session.console.result(
        "\(purge.removed) removed, \(Quantity.bytes(purge.bytes)) freed, \(purge.left) left")
    }
    return purge.left == 0 ? .done : .failed
  }

  private static func lines(_ views: [OriginalView]) -> [String] {
    var table = Table([
      .init("original", widest: 60, keepsEnd: true), .init("size", alignRight: true),
      .init("job", alignRight: true),
      .init("state"), .init("kept since"), .init("until"),
    ])
    for view in views {
      table.add([
        view.path, Quantity.bytes(view.originalBytes), view.job.map { "\($0)" } ?? "-", view.state.rawValue,
        view.keptAt, view.deleteAfter ?? "forever",
      ])
    }
    let total = views.filter { $0.state != .missing }.reduce(Int64(0)) { $0 + $1.originalBytes }
    return table.isEmpty ? ["no original is kept"] : table.lines + ["", "\(Quantity.bytes(total)) in all"]
  }
}
