import API
import TerminalUI

/// `condense version`.
enum VersionCommand {
  static let command = Command(
    name: "version", abstract: "Show the version.",
    handler: { invocation in
      let console = Console.shared
      if invocation.flag("json") {
        await console.result(json: Array("{\"version\": \"\(Version.number)\"}\n".utf8))
      } else {
        await console.result("condense \(Version.number)")
      }
      return .done
    })
}
