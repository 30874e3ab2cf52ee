import API
import Configuration
import Daemon
import Platform
import TerminalUI

/// `condense doctor`: whether this machine is fit, and what to do if not.
enum DoctorCommand {
  static let command = Command(
    name: "doctor", abstract: "Look whether this machine is fit, and say what to do if not.",
    discussion: """
      Looks at the configuration, the tools, Condense's own directories and the libraries, and tries the \
      encoders, which takes some seconds. When root asks, it looks as the service's user, in the sandbox of its unit, \
      and names the command that mends what keeps it from a directory. It changes nothing; only where a filesystem is not known to exchange \
      names it tries that with two empty files, and removes them. Exits with 0 when all is well, with 1 when \
      something needs attention.
      """,
    options: [
      .flag("here", help: "Look as you are, and not as the user who does the work.")
    ],
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let console = Console.shared
    let (config, mistakes): (Config, ConfigurationError?)
    do { (config, mistakes) = (try Session(invocation).config, nil) } catch let error as ConfigurationError {
      (config, mistakes) = (Config.defaults(environment: .current), error)
    }
    await console.draw("looking, and trying encoders")
    let named = invocation.path("config")
    let checks: [CheckView]
    if !invocation.flag("here"), let other = await Standpoint.find(config: named, stateDir: config.stateDir) {
      checks = try await other.examine(named.map { ["--config", $0.display] } ?? [])
    } else {
      checks = try await Doctor(config, mistakes: mistakes).examine()
    }
    if invocation.flag("json") {
      await console.result(json: try JSON.pretty(checks))
    } else {
      await console.result(lines(checks, width: console.width))
    }
    return checks.allSatisfy(\.ok) ? .done : .failed
  }

  /// The table for people, each hint below its line; a hint may be a command and is not broken.
  static func lines(_ checks: [CheckView], width: Int? = nil) -> [String] {
    var table = Table([.init(""), .init("check"), .init("of", .path), .init("seen", .prose)])
    for check in checks {
      // The clock's own word is an instant; people have it by their own, with its date.
      let seen = check.check == .clock ? LocalTime.system.text(check.detail, now: .min) : check.detail
      table.add(
        [check.ok ? "ok" : "attention", check.check.rawValue, check.path ?? check.library ?? "", seen],
        below: check.hint.map { ["    -> \($0)"] } ?? [])
    }
    let count = checks.count { !$0.ok }
    return table.lines(width: width) + [
      "", count == 0 ? "all is well" : "\(count) of \(checks.count) need attention",
    ]
  }
}
