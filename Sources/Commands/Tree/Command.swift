/// The function that carries out a command once its arguments have been read.
typealias Handler = @Sendable (Invocation) async throws -> ExitCode

/// One command of the tree: a value that the parser, help, completions and man pages each read for themselves.
struct Command: Sendable {
  var name: String
  /// One sentence, shown in lists of commands.
  var abstract: String
  /// Paragraphs between blank lines; a line that begins with a space is shown as it is.
  var discussion = ""
  var arguments: [Argument] = []
  var options: [Option] = []
  var subcommands: [Command] = []
  /// Nil for a command that only groups others.
  var handler: Handler?

  /// The direct subcommand of that name.
  func subcommand(named name: String) -> Command? {
    subcommands.first { $0.name == name }
  }
}
