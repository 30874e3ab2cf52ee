import API
import APIClient
import TerminalUI

/// `condense cancel`: a job ends.
enum CancelCommand {
  static let command = Command(
    name: "cancel", abstract: "End a job of the running core.",
    discussion: "Its file stays as it is, and is not tried again until 'condense retry'.",
    arguments: [Argument("job", .wholeNumber, help: "The job's number, as 'condense jobs' shows it.")],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let order = Subject.job(Int64(invocation.number("job") ?? 0))
    let job = try await session.core.post("cancel", order, as: JobView.self)
    if session.json {
      try await session.print(job)
    } else {
      await session.console.result("job \(job.id) is \(job.status.rawValue): \(job.path)")
    }
    return .done
  }
}
