import Platform

/// A command line that has been read and checked: which command, and the values by option or argument name.
///
/// Asking for a name that the command does not declare, or as another kind than it declares, is a
/// mistake in the program and traps.
struct Invocation: Sendable {
  let command: CommandPath
  private let values: [String: [[UInt8]]]

  /// - Parameter values: per name in order of appearance; one empty value for each use of a flag.
  init(command: CommandPath, values: [String: [[UInt8]]]) {
    self.command = command
    self.values = values
  }

  /// Whether the flag was given.
  func flag(_ name: String) -> Bool { count(name) > 0 }

  /// How many times the flag was given.
  func count(_ name: String) -> Int {
    precondition(kind(name) == nil, "'\(name)' of '\(command.name)' is not a flag")
    return values[name]?.count ?? 0
  }

  /// Every value as it was typed.
  func bytes(_ name: String) -> [[UInt8]] {
    precondition(kind(name) != nil, "'\(name)' of '\(command.name)' has no value")
    return values[name] ?? []
  }

  /// The text, or nil when it was not given.
  func text(_ name: String) -> String? { texts(name).last }

  /// Every text; never lossy, the parser has refused what is not UTF-8.
  func texts(_ name: String) -> [String] {
    precondition(kind(name)?.isPath == false, "'\(name)' of '\(command.name)' is not text")
    return bytes(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The whole number, or nil when it was not given.
  func number(_ name: String) -> Int? {
    precondition(kind(name) == .wholeNumber, "'\(name)' of '\(command.name)' is not a number")
    return bytes(name).last.flatMap(ValueKind.number)
  }

  /// The path, or nil when it was not given.
  func path(_ name: String) -> Path? { paths(name).last }

  /// Every path.
  func paths(_ name: String) -> [Path] { bytes(name).map { Path(bytes: $0) } }

  /// Returns the error that a handler throws when the values cannot go together.
  func usageError(_ message: String) -> UsageError {
    UsageError(.invalid(message), command)
  }

  /// The kind of value behind an option or argument, nil for a flag.
  private func kind(_ name: String) -> ValueKind? {
    if let option = command.option(named: name) { return option.value?.kind }
    guard let argument = command.command.arguments.first(where: { $0.name == name }) else {
      preconditionFailure("'\(command.name)' declares no '\(name)'")
    }
    return argument.kind
  }
}
