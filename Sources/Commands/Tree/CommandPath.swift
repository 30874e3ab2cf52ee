/// A command together with those above it, outermost first: what decides its full name and its options.
struct CommandPath: Sendable {
  let ancestors: [Command]
  let command: Command

  /// The root of a tree.
  init(root: Command) {
    self.init(ancestors: [], command: root)
  }

  private init(ancestors: [Command], command: Command) {
    self.ancestors = ancestors
    self.command = command
  }

  /// As it is typed: `condense config check`.
  var name: String { names.joined(separator: " ") }

  /// The names, from the root's on.
  var names: [String] { (ancestors + [command]).map(\.name) }

  /// The options that the command takes besides `--help`: its own, then the global ones of the commands above it.
  var options: [Option] {
    command.options + ancestors.flatMap { $0.options.filter(\.isGlobal) }
  }

  /// The option that `--name` means here.
  func option(named name: String) -> Option? {
    (options + [.help]).first { $0.name == name }
  }

  /// The option that `-short` means here.
  func option(short: Character) -> Option? {
    (options + [.help]).first { $0.short == short }
  }

  /// The subcommand that `--version` stands for: the root's, unless an option has taken the name.
  var versionCommand: Command? {
    ancestors.isEmpty && option(named: "version") == nil ? command.subcommand(named: "version") : nil
  }

  /// One step down the tree.
  func entering(_ subcommand: Command) -> CommandPath {
    CommandPath(ancestors: ancestors + [command], command: subcommand)
  }

  /// The subcommand that these names lead to, or nil when there is none.
  func descending(_ names: some Sequence<String>) -> CommandPath? {
    names.reduce(self) { path, name in
      path.flatMap { path in path.command.subcommand(named: name).map(path.entering) }
    }
  }

  /// This command and all below it, each before its subcommands.
  var subtree: [CommandPath] {
    [self] + command.subcommands.flatMap { entering($0).subtree }
  }
}
