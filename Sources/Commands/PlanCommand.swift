import API
import Daemon
import Platform
import TerminalUI

/// `condense plan`: what would be done, why, and what it would come to.
enum PlanCommand {
  static let command = Command(
    name: "plan", abstract: "Show what would be done, why, and what it would come to.",
    discussion: """
      Nothing is written anywhere. A file is judged by its headers here; its pictures and packets are looked at just \
      before its job, or by `condense explain`. Hours are counted by the jobs that are done, or by a few seconds of \
      test encoding.
      """,
    arguments: [
      Argument("path", .file, arity: .many, help: "Files and directories. (default: all libraries)")
    ],
    options: [.flag("skipped", help: "Name the files that are left alone as well, each with its reason.")],
    handler: { invocation in
      try await show(
        try Session(invocation), paths: invocation.paths("path"), force: false,
        skipped: invocation.flag("skipped"))
      return .done
    })

  /// Looks, and prints what was seen.
  static func show(_ session: Session, paths: [Path], force: Bool, skipped: Bool = false) async throws {
    let console = session.console
    let core = try Core(session.config, ledger: try session.ledgerToRead(), dryRun: true, force: force) {
      event in
      if case .warning(let text) = event { await console.message("warning: \(text)") }
    }
    let prospect = try await core.prospect(of: paths)
    if session.json {
      try await session.print(RunEstimateView(prospect))
    } else {
      await console.result(
        PlanReport.lines(
          prospect, nowNs: Timestamp.nowNs(), skipped: skipped, width: console.width, roots: session.roots))
    }
  }
}

/// A prospect as JSON.
struct RunEstimateView: Encodable, Sendable {
  struct Totals: Encodable, Sendable {
    var files: Int
    var originalBytes: Int64
    var expectedBytes: Int64
    var speed: Speed?
    var secs: Double?
    var finishAt: String?
    var hardLinkedBytes: Int64
    var sharedBytes: Int64
  }

  var encode: [FileEstimate]
  var skipped: [SkippedView]
  var skippedByReason: [String: RunSummary.Tally]
  var totals: Totals

  init(_ prospect: RunEstimate) {
    (encode, skipped) = (prospect.summary.planned, prospect.summary.skipped)
    skippedByReason = prospect.summary.skippedByReason.byName
    totals = Totals(
      files: encode.count, originalBytes: prospect.originalBytes, expectedBytes: prospect.expectedBytes,
      speed: prospect.speed, secs: prospect.secs,
      finishAt: prospect.secs.map { Instant.now.adding(secs: $0).description },
      hardLinkedBytes: prospect.summary.hardLinkedBytes, sharedBytes: prospect.summary.sharedBytes)
  }
}
