import API
import Configuration
import Ledger
import Platform
import TerminalUI

/// `condense jobs`: what the ledger knows.
enum JobsCommand {
  static let command = Command(
    name: "jobs", abstract: "List jobs, or the files that are left alone and why.",
    options: [
      .flag("skipped", help: "List skipped and settling files instead of jobs."),
      .flag("failed", help: "List failed jobs only."),
      .flag("commands", help: "Show below each job that failed or encodes the command that it ran."),
    ],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let ledger = try session.ledgerToRead()
    if invocation.flag("skipped") {
      try await skipped(session, ledger)
    } else {
      try await jobs(
        session, ledger, in: invocation.flag("failed") ? .failed : nil, commands: invocation.flag("commands"))
    }
    return .done
  }

  /// Page by page, so that a million files need no more memory than a few.
  private static func skipped(_ session: Session, _ ledger: Ledger) async throws {
    var pages = 0
    for state in [FileRecord.State.skipped, .settling] {
      var last: Path?
      while case let files = try await ledger.files(in: state, after: last), !files.isEmpty {
        try await show(files, isFirst: pages == 0, session)
        (last, pages) = (files.last?.path, pages + 1)
      }
    }
    if session.json { return await session.console.result(json: Array((pages == 0 ? "[]\n" : "\n]\n").utf8)) }
    if pages == 0 { await session.console.result("no file is skipped") }
  }

  private static func show(_ files: [FileRecord], isFirst: Bool, _ session: Session) async throws {
    let views = files.compactMap { file in
      file.reason.map {
        SkippedView(
          path: file.path, library: file.library, status: file.state.rawValue, reason: $0,
          originalBytes: file.identity.size)
      }
    }
    if session.json {
      let lines = try views.map { try JSON.line($0) }
      return await session.console.result(
        json: Array((isFirst ? "[\n" : ",\n").utf8) + lines.joined(separator: Array(",\n".utf8)))
    }
    await session.console.result(skippedTable(views, session.roots))
  }

  /// Files that are left alone, each with its reason.
  static func skippedTable(_ views: [SkippedView], _ roots: [Path]) -> Table {
    var table = Table(
      [.init("file", .path), .init("size", alignRight: true), .init("reason"), .init("detail", .prose)],
      roots: roots)
    for view in views {
      table.add([
        view.file.display, Quantity.bytes(view.originalBytes), view.reason.code.rawValue, view.reason.detail,
      ])
    }
    return table
  }

  /// Page by page as well; the first ones of a long list are there at once.
  private static func jobs(_ session: Session, _ ledger: Ledger, in status: JobStatus?, commands: Bool)
    async throws
  {
    let limit = session.json ? 100 : 10_000
    var (last, list) = (Int64(0), JSON.PrettyList())
    while case let page = try await ledger.jobs(in: status, after: last, limit: limit), let end = page.last {
      last = end.id
      if session.json {
        await session.console.result(json: try list.part(page))
      } else {
        await session.console.result(table(page, session.roots, commands: commands))
      }
    }
    if session.json { return await session.console.result(json: list.end) }
    if last == 0 { await session.console.result("no jobs") }
  }

  static func table(_ jobs: [JobView], _ roots: [Path], commands: Bool) -> Table {
    var table = Table(
      [
        .init("job", alignRight: true), .init("status"), .init("file", .path),
        .init("before", alignRight: true), .init("after", alignRight: true), .init("encoder", isExtra: true),
        .init("reason", .prose),
      ], roots: roots)
    for job in jobs {
      let command = commands ? job.shellCommand.map { ["    ran: \($0.text)"] } : nil
      table.add(
        [
          "\(job.id)", job.status.rawValue, job.file.display, Quantity.bytes(job.originalBytes),
          job.outputBytes.map(Quantity.bytes) ?? "-", job.encoder ?? "-", job.reason?.description ?? "",
        ], below: command ?? [])
    }
    return table
  }
}
