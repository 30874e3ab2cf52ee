import API
import Ledger
import Platform
import TerminalUI

/// `condense stats`: what it all came to.
enum StatsCommand {
  static let command = Command(
    name: "stats", abstract: "Show what was done and saved, by library and by encoder.",
    discussion: """
      "saved" counts kept originals as if they were gone. "per day" is what a whole day of work would go \
      through at the speed of the jobs so far, in bytes of originals.
      """,
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let ledger = try session.ledgerToRead()
    let stats = try await ledger.stats()
    if session.json {
      try await session.print(stats)
    } else {
      await session.console.result(lines(stats, kept: try await ledger.kept(), width: session.console.width))
    }
    return .done
  }

  /// The tables for people.
  static func lines(_ stats: StatsView, kept: KeptView? = nil, width: Int? = nil) -> [String] {
    var lines = table("library", stats.libraries + [stats.total], width)
    if !stats.encoders.isEmpty { lines += [""] + table("encoder", stats.encoders, width) }
    let now = Timestamp.nowNs() / 1_000_000_000
    if let words = KeptWords.sentence(kept, now: now) {
      lines += [""] + Prose.lines(words, after: "", width: width)
    }
    return lines + (stats.lastDoneAt.map { ["", "last done at \(LocalTime.system.text($0))"] } ?? [])
  }

  private static func table(_ title: String, _ shares: [StatsView.Share], _ width: Int?) -> [String] {
    var table = Table([
      .init(title, .text), .init("done", alignRight: true), .init("failed", alignRight: true),
      .init("skipped", alignRight: true), .init("before", alignRight: true),
      .init("after", alignRight: true, isExtra: true), .init("saved", alignRight: true),
      .init("", alignRight: true), .init("worked", alignRight: true, isExtra: true),
      .init("per day", alignRight: true, isExtra: true),
    ])
    for share in shares {
      table.add([
        share.name.isEmpty ? "(none)" : share.name, "\(share.filesDone)",
        share.filesFailed.map { "\($0)" } ?? "-",
        share.filesSkipped.map { "\($0 - (share.filesOwn ?? 0))" } ?? "-",
        Quantity.bytes(share.originalBytes), Quantity.bytes(share.outputBytes),
        Quantity.bytes(share.savedBytes), Quantity.percent(share.savedBytes, of: share.originalBytes),
        share.workingSecs > 0 ? Quantity.duration(share.workingSecs) : "-",
        share.originalBytesPerDay.map(Quantity.bytes) ?? "-",
      ])
    }
    return table.lines(width: width)
  }
}
