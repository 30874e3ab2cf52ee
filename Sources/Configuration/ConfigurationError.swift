public import Platform

/// Everything that is wrong with a configuration, found in one reading.
public struct ConfigurationError: Error, Sendable, Equatable {
  /// The problems in the order of the file; never empty.
  public let problems: [Problem]

  /// An error from its problems, which it sorts by line and column.
  public init(problems: [Problem]) {
    self.problems = problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }
}

/// One thing wrong with a configuration, and where.
public struct Problem: Sendable, Equatable {
  /// The file as the user named it.
  public let file: Path
  /// The line, from 1; 0 when the problem is with the file as a whole.
  public let line: Int
  /// The column in characters, from 1; 0 when the problem is with the file as a whole.
  public let column: Int
  /// The key concerned, with its section as in `priority.nice`; empty when there is none.
  public let key: String
  /// The mistake and how to mend it, lower case, one line.
  public let message: String

  /// A problem from its parts.
  public init(file: Path, line: Int = 0, column: Int = 0, key: String = "", message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.key = key
    self.message = message
  }
}

extension Problem: CustomStringConvertible {
  /// The problem as compilers print theirs: `config.toml:12:1: unknown key 'min_byte'; ...`.
  public var description: String {
    line == 0 ? "\(file): \(message)" : "\(file):\(line):\(column): \(message)"
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// Every problem on a line of its own.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
