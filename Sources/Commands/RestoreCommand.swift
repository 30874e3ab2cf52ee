import API
import APIClient
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
      the original is never overwritten. The note '<name>.orig.json' is enough when the ledger is lost. A \
      directory stands for every original that is kept at or below it.
      """,
    arguments: [
      Argument(
        "file-or-job", .file, arity: .many,
        help: "The file, its kept original, the number of the job, or a directory.")
    ],
    options: [.flag("all", help: "Put back every original that is kept.")],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    let (asked, all) = (invocation.paths("file-or-job"), invocation.flag("all"))
    if asked.isEmpty != all {
      throw invocation.usageError("Name files, jobs or directories, or give '--all'.")
    }
    let hands = try OriginalsHands(session, Reporter(session.console, json: session.json))
    var (restored, failures): ([String], Int) = ([], 0)
    for wanted in try await session.originals(asked, all: all) {
      do {
        let place = try await hands.restore(wanted)
        restored.append(PathView(place).path)
        if !session.json {
          await session.console.result(
            "restored \(place); '\(place).av1skip' keeps it from being encoded again")
        }
      } catch  where error is Reason || error is SystemError || error is Refusal {
        failures += 1
        await session.console.message("condense: \(wanted): \(error)")
      }
    }
    if session.json {
      try await session.print(["restored": restored])
    } else if restored.isEmpty, failures == 0 {
      await session.console.result("no original is kept")
    }
    return failures == 0 ? .done : .failed
  }
}
