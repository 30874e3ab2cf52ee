import API
import Daemon
import Platform
import TerminalUI

/// `condense restore`: originals get their places back.
enum RestoreCommand {
  static let command = Command(
    name: "restore", abstract: "Put originals back in the place of their replacements.",
    discussion: """
      Bytes, name, owner, mode, ACL, attributes and times are what they were. The replacement goes, and a \
      '.av1skip' beside the file keeps it from being encoded again. A file that is neither the replacement nor \
      the original is never overwritten. The note '<name>.orig.json' is enough when the ledger is lost.
      """,
    arguments: [
      Argument(
        "file-or-job", .file, arity: .atLeastOne,
        help: "The file, its kept original, or the number of the job.")
    ],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let (restored, failures) = try await session.retaining { retention in
      var (restored, failures): ([String], Int) = ([], 0)
      for wanted in invocation.paths("file-or-job") {
        do {
          let place = try await retention.restore(retention.find(wanted))
          restored.append(place.display)
          if !session.json {
            await session.console.result(
              "restored \(place); '\(place).av1skip' keeps it from being encoded again")
          }
        } catch  where error is Reason || error is SystemError {
          failures += 1
          await session.console.message("condense: \(wanted): \(error)")
        }
      }
      return (restored, failures)
    }
    if session.json { try await session.print(["restored": restored]) }
    return failures == 0 ? .done : .failed
  }
}
