/// A command line that cannot be followed, and the command it got as far as.
struct UsageError: Error, Sendable {
  enum Problem: Sendable, Equatable {
    case unknownOption(String, suggestion: String?, file: String?)
    /// An option that only a subcommand takes, given before that subcommand.
    case misplacedOption(String, command: String)
    case unknownSubcommand(String, suggestion: String?)
    case missingSubcommand
    case missingValue(usage: String, dashed: String?)
    case valueForFlag(String, value: String)
    case repeatedOption(String)
    case invalidValue(String, usage: String, complaint: String)
    case missingArgument(String)
    case unexpectedArgument(String)
    /// Found by a handler; the whole message.
    case invalid(String)
  }

  let problem: Problem
  let command: CommandPath

  init(_ problem: Problem, _ command: CommandPath) {
    self.problem = problem
    self.command = command
  }

  /// The mistake and how to mend it, in one or two sentences.
  var message: String {
    switch problem {
    case .unknownOption(let option, let suggestion, let file):
      "Unknown option '\(option)'." + Self.didYouMean(suggestion)
        + (file.map { " A path that begins with '-' is given after '--', or as './\($0)'." } ?? "")
    case .misplacedOption(let option, let command):
      "Option '\(option)' belongs to '\(command)': give it after that command's name."
    case .unknownSubcommand(let name, let suggestion):
      "Unknown subcommand '\(name)'." + Self.didYouMean(suggestion)
    case .missingSubcommand: "Missing subcommand after '\(command.name)'."
    case .missingValue(let usage, let dashed):
      "Missing value for '\(usage)'."
        + (dashed.map { " A value that begins with '-' is given as '\($0)'." } ?? "")
    case .valueForFlag(let option, let value):
      "The option '\(option)' does not take a value, but '\(value)' was given."
    case .repeatedOption(let option): "The option '\(option)' was given more than once."
    case .invalidValue(let value, let usage, let complaint):
      "The value '\(value)' is invalid for '\(usage)': \(complaint)."
    case .missingArgument(let name): "Missing expected argument '<\(name)>'."
    case .unexpectedArgument(let value): "Unexpected argument '\(value)'."
    case .invalid(let message): message
    }
  }

  /// The lines for standard error.
  func lines(width: Int = HelpText.defaultWidth) -> [String] {
    ["Error: \(message)"] + UsageLine.lines(for: command, title: "Usage: ", width: width)
      + ["  See '\(command.name) --help' for more information."]
  }

  /// The lines as one text, the last one ended.
  func report(width: Int = HelpText.defaultWidth) -> String {
    lines(width: width).joined(separator: "\n") + "\n"
  }

  private static func didYouMean(_ suggestion: String?) -> String {
    suggestion.map { " Did you mean '\($0)'?" } ?? ""
  }
}

extension UsageError: CustomStringConvertible {
  var description: String { message }
}
