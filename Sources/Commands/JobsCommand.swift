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
    ],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let ledger = try session.ledgerToRead()
    if invocation.flag("skipped") {
      try await skipped(session, ledger)
    } else {
      try await jobs(
        session, try await ledger.jobs(in: invocation.flag("failed") ? .failed : nil),
        commands: invocation.flag("failed"))
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
    if session.json { return await session.console.result(pages == 0 ? "[]" : "]") }
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
      let lines = try views.map { String(decoding: try JSON.line($0), as: UTF8.self) }
      return await session.console.result((isFirst ? "[\n" : ",\n") + lines.joined(separator: ",\n"))
    }
    var table = Table([
      .init("file", widest: 50, keepsEnd: true), .init("size", alignRight: true), .init("reason"),
      .init("detail", widest: 120),
    ])
    for view in views {
      table.add([
        view.path, Quantity.bytes(view.originalBytes), view.reason.code.rawValue, view.reason.detail,
      ])
    }
    for line in table.lines { await session.console.result(line) }
  }

  private static func jobs(_ session: Session, _ jobs: [JobView], commands: Bool) async throws {
    if session.json { return try await session.print(jobs) }
    var table = Table([
      .init("job", alignRight: true), .init("status"), .init("file", widest: 50, keepsEnd: true),
      .init("before", alignRight: true),
      .init("after", alignRight: true), .init("encoder"), .init("reason", widest: 120),
    ])
    for job in jobs {
      table.add([
        "\(job.id)", job.status.rawValue, job.path, Quantity.bytes(job.originalBytes),
        job.outputBytes.map(Quantity.bytes) ?? "-", job.encoder ?? "-", job.reason?.description ?? "",
      ])
    }
    for line in table.isEmpty ? ["no jobs"] : table.lines { await session.console.result(line) }
    for job in commands ? jobs : [] {
      if let command = job.shellCommand {
        await session.console.result("\njob \(job.id) ran: \(command.text)")
      }
    }
  }
}
