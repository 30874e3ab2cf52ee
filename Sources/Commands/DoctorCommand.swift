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
    let console = Console()
    let doctor: Doctor
    do { doctor = Doctor(try Session(invocation).config) } catch let mistakes as ConfigurationError {
      doctor = Doctor(Config.defaults(environment: .current), mistakes: mistakes)
    }
    await console.draw("looking, and trying encoders")
    let checks = try await doctor.examine()
    if invocation.flag("json") {
      await console.result(try JSON.pretty(checks))
    } else {
      for line in lines(checks) { await console.result(line) }
    }
    return checks.allSatisfy(\.ok) ? .done : .failed
  }

  /// The table for people, each hint below its line.
  static func lines(_ checks: [CheckView]) -> [String] {
    var table = Table([
      .init(""), .init("check"), .init("of", widest: 40, keepsEnd: true), .init("seen", widest: 300),
    ])
    for check in checks {
      table.add([
        check.ok ? "ok" : "attention", check.check.rawValue, check.path ?? check.library ?? "", check.detail,
      ])
    }
    let count = checks.count { !$0.ok }
    let indent = String(repeating: " ", count: (count == 0 ? "ok" : "attention").count + 2)
    var lines = Array(table.lines.prefix(1))
    for (line, check) in zip(table.lines.dropFirst(), checks) {
      lines.append(line)
      if let hint = check.hint { lines.append("\(indent)-> \(hint)") }
    }
    return lines + ["", count == 0 ? "all is well" : "\(count) of \(checks.count) need attention"]
  }
}
