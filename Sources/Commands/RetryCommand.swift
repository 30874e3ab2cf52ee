import API
import APIClient
import Platform
import TerminalUI

/// `condense retry`: a job or a file is tried again.
enum RetryCommand {
  static let command = Command(
    name: "retry", abstract: "Let the running core try a failed job, or a file that was left alone, again.",
    arguments: [
      Argument("job-or-file", .file, help: "The job's number, as 'condense jobs' shows it, or a file.")
    ],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    guard let wanted = invocation.path("job-or-file") else { return .usage }
    let taken = try await session.core.post("retry", subject(wanted), as: TakenView.self)
    if session.json {
      try await session.print(taken)
    } else if let job = taken.job {
      await session.console.result("job \(job.id) is \(job.status.rawValue): \(job.path)")
    }
    guard let reason = taken.reason else { return .done }
    await session.console.message("condense: \(taken.path): \(reason)")
    return .failed
  }

  /// A number is a job, unless a file has that name.
  private static func subject(_ wanted: Path) throws -> Subject {
    if let number = wanted.utf8.flatMap(Int64.init), try FileStatus.ifPresent(wanted) == nil {
      return .job(number)
    }
    return .file(try Files.located(wanted))
  }
}
