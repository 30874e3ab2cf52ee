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
      encoders, which takes some seconds. It changes nothing; only where a filesystem is not known to exchange \
      names it tries that with two empty files, and removes them. Exits with 0 when all is well, with 1 when \
      something needs attention.
      """,
    handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let console = Console.shared
    let doctor: Doctor
    do { doctor = Doctor(try Session(invocation).config) } catch let mistakes as ConfigurationError {
      doctor = Doctor(Config.defaults(environment: .current), mistakes: mistakes)
    }
    await console.draw("looking, and trying encoders")
    let checks = try await doctor.examine()
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
