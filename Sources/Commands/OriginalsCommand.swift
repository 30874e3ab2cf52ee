import API
import Daemon
import Ledger
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
      not. alone: its replacement is not there any more, so it stays until you decide. foreign: somebody else may \
      have written its note, so it is never removed.
      """,
    handler: { invocation in
      let session = try Session(invocation)
      let views = try await Retention(session.config, ledger: try session.ledgerToRead()) { _ in }.list()
      if session.json {
        try await session.print(views)
      } else {
        await session.console.result(lines(views, session))
      }
      return .done
    })

  private static let purge = Command(
    name: "purge", abstract: "Remove kept originals now.",
    discussion: """
      Without files: those whose time is up, after a look through the libraries for originals that this ledger \
      does not know. With files, jobs or directories: these, whatever their time; a directory stands for every \
      original that is kept at or below it. Every replacement is read again first, to the last byte; where it is \
      not what was verified, the original stays.
      """,
    arguments: [Argument("file-or-job", .file, arity: .many, help: "Whose originals to remove.")],
    options: [.flag("all", help: "Remove every original that is kept, whatever its time.")],
    handler: remove)

  @Sendable private static func remove(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let (asked, all) = (invocation.paths("file-or-job"), invocation.flag("all"))
    if !asked.isEmpty, all { throw invocation.usageError("'--all' needs no files.") }
    let hands = try OriginalsHands(session, Reporter(session.console, json: session.json))
    let files = try await session.originals(asked, all: all)
    // Nothing that is kept is not the same as nothing that was named.
    let purge = all && files.isEmpty ? Retention.Purge() : try await hands.purge(files)
    if session.json {
      try await session.print(purge)
    } else {
      let kept = await session.kept()
      await session.console.result(
        words(purge, kept, isDue: asked.isEmpty && !all, now: Timestamp.nowNs() / 1_000_000_000))
    }
    return purge.left == 0 ? .done : .failed
  }

  /// The outcome of a purge, and what is still kept.
  static func words(
    _ purge: Retention.Purge, _ kept: KeptView?, isDue: Bool, now: Int64, time: LocalTime = .system
  ) -> String {
    let rest = kept.map { KeptWords.rest($0, now: now, time: time) }
    if purge.removed == 0, purge.left == 0 {
      return ((isDue && kept?.files != 0 ? ["none is due"] : []) + [rest ?? "none is removed"]).joined(
        separator: "; ")
    }
    let left = purge.left == 0 ? "" : ", \(purge.left) had to stay"
    return "\(purge.removed) removed, \(Quantity.bytes(purge.bytes)) freed\(left)"
      + (rest.map { "; \($0)" } ?? "")
  }

  private static func lines(_ views: [OriginalView], _ session: Session) -> [String] {
    let time = LocalTime.system
    var table = Table(
      [
        .init("original", .path), .init("size", alignRight: true),
        .init("job", alignRight: true, isExtra: true), .init("state"), .init("kept since", isExtra: true),
        .init("until"),
      ], roots: session.roots)
    for view in views {
      table.add([
        Path(view.path, base64: view.pathB64).display, Quantity.bytes(view.originalBytes),
        view.job.map { "\($0)" } ?? "-", view.state.rawValue, time.text(view.keptAt),
        view.deleteAfter.map { time.text($0) } ?? "forever",
      ])
    }
    let total = views.filter { $0.state != .missing }.sum { $0.originalBytes }
    return table.isEmpty
      ? ["no original is kept"]
      : table.lines(width: session.console.width) + ["", "\(Quantity.bytes(total)) in all"]
  }
}
