import API
import TerminalUI

/// `condense version`.
enum VersionCommand {
  static let command = Command(
    name: "version", abstract: "Show the version.",
    handler: { invocation in
      let console = Console()
      if invocation.flag("json") {
        await console.result("{\"version\": \"\(Version.number)\"}")
      } else {
        await console.result("condense \(Version.number)")
      }
      return .done
    })
}
