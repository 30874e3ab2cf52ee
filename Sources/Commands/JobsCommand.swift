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
      try await jobs(session, try await ledger.jobs(in: invocation.flag("failed") ? .failed : nil))
    }
    return .done
  }

  private static func skipped(_ session: Session, _ ledger: Ledger) async throws {
    let files = try await ledger.files(in: .skipped) + ledger.files(in: .settling)
    let views = files.compactMap { file in
      file.reason.map {
        SkippedView(
          path: file.path, library: file.library, status: file.state.rawValue, reason: $0,
          originalBytes: file.identity.size)
      }
    }
    if session.json { return try await session.print(views) }
    var table = Table([
      .init("file", widest: 50, keepsEnd: true), .init("size", alignRight: true), .init("reason"),
      .init("detail", widest: 120),
    ])
    for view in views {
      table.add([
        view.path, Quantity.bytes(view.originalBytes), view.reason.code.rawValue, view.reason.detail,
      ])
    }
    for line in table.isEmpty ? ["no file is skipped"] : table.lines { await session.console.result(line) }
  }

  private static func jobs(_ session: Session, _ jobs: [JobView]) async throws {
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
  }
}
