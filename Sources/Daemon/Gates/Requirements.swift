import API
import Glibc
import Platform

/// The owner's own questions to the machine (`require`), which all have to be answered with success before work begins.
struct Requirements: Sendable {
  /// How long a command may take.
  static let limit = Duration.seconds(10)

  let commands: [[String]]
  let launcher: Launcher
  /// How long each of them may take.
  var limit = Self.limit

  /// Asks one after the other, and says what the first that fails has said; nil when none does. Throws only
  /// `CancellationError`.
  func pause() async throws -> PauseReason? {
    for command in commands {
      if let failure = try await failure(of: command) {
        let words = ShellCommand(command.map { Array($0.utf8) }).text
        return PauseReason(.requirement, "the command \"\(words)\" of require \(failure)")
      }
    }
    return nil
  }

  /// Returns the failure of a command, worded to follow the command; nil when it succeeded.
  private func failure(of command: [String]) async throws -> String? {
    let searchPath = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    guard let name = command.first, let program = Launcher.find(name, searchPath: searchPath) else {
      return "names a program that is not there, or may not be executed; install it, or change the command"
    }
    var invocation = ToolInvocation(
      program, Array(command.dropFirst()), limits: .init(wallClock: limit, grace: .seconds(1)))
    invocation.kind = .command
    do {
      let completion = try await launcher.run(invocation) { lines in
        var last: [UInt8]?
        for try await line in lines { last = line }
        return last
      } stderr: { _, _ in
      }
      let complaint = completion.errorTail.split(separator: "\n").last.map(String.init)
      let said = complaint ?? completion.stdout.map { String(decoding: $0, as: UTF8.self) }
      return Self.failure(completion.exit, completion.cause, said)
    } catch let error as SystemError {
      return "could not be run: \(error)"
    }
  }

  private static func failure(_ exit: Exit, _ cause: Cause, _ said: String?) -> String? {
    let words = said.map { ": \($0.prefix(200))" } ?? ""
    switch (cause, exit) {
    case (.timedOut(let limit), _), (.stalled(let limit), _):
      return "did not end within \(Int(limit / .seconds(1))) s\(words)"
    case (.itself, .status(0)): return nil
    case (.itself, .status), (.itself, .signal): return "ended with \(exit)\(words)"
    }
  }
}
