/// The rules that a tree must keep to be read without ambiguity.
enum TreeRules {
  /// Every breach, each with the command it is in; empty for a sound tree.
  static func breaches(in tree: Command) -> [String] {
    let paths = CommandPath(root: tree).subtree
    return mixedOptions(paths)
      + paths.flatMap { path in
        (naming(path) + shape(path.command) + arguments(path.command)).map { "\(path.name): \($0)" }
      }
  }

  private static func naming(_ path: CommandPath) -> [String] {
    let command = path.command
    let names = path.options.map(\.name) + command.arguments.map(\.name)
    let subcommands = command.subcommands.map(\.name)
    let shorts = path.options.compactMap(\.short)
    let placeholders = path.options.compactMap(\.value?.placeholder)
    let helps = path.options.map(\.help) + command.arguments.map(\.help)
    return repeated(names).map { "'\($0)' is declared twice" }
      + repeated(subcommands).map { "subcommand '\($0)' is declared twice" }
      + repeated(shorts.map { "-\($0)" }).map { "'\($0)' is declared twice" }
      + (names + subcommands + placeholders + [command.name]).filter { !isName($0) }
      .map { "'\($0)' is not made of lower-case letters, digits and inner hyphens" }
      + shorts.filter { !$0.isASCII || !$0.isLetter }.map { "'-\($0)' is not an ASCII letter" }
      + (names + subcommands).filter { $0 == "help" }.map { "'\($0)' is reserved" }
      + shorts.filter { $0 == "h" }.map { "'-\($0)' is reserved" }
      + (isSentence(command.abstract) ? [] : ["the abstract is not one line that ends in '.' or ')'"])
      + helps.filter { !isSentence($0) }.map { "the help '\($0)' is not one line that ends in '.' or ')'" }
  }

  private static func shape(_ command: Command) -> [String] {
    guard !command.subcommands.isEmpty else {
      return command.handler == nil ? ["has neither a handler nor subcommands"] : []
    }
    return (command.arguments.isEmpty ? [] : ["has both arguments and subcommands"])
      + command.options.filter { !$0.isGlobal }.map { "'--\($0.name)' must be global, for the subcommands" }
  }

  private static func arguments(_ command: Command) -> [String] {
    zip(command.arguments, command.arguments.dropFirst()).compactMap { argument, next in
      if argument.arity.isRepeating { return "'<\(argument.name)>' takes every value but is not the last" }
      guard !argument.arity.isRequired, next.arity.isRequired else { return nil }
      return "'<\(next.name)>' is required but follows the optional '<\(argument.name)>'"
    }
  }

  /// An option is a flag everywhere or has a value everywhere, so that users need to learn it once.
  private static func mixedOptions(_ paths: [CommandPath]) -> [String] {
    let options = paths.flatMap(\.command.options)
    let flags = Set(options.filter { $0.value == nil }.map(\.name))
    let valued = Set(options.filter { $0.value != nil }.map(\.name))
    return flags.intersection(valued).sorted().map {
      "'--\($0)' is a flag in one place and has a value in another"
    }
  }

  private static func repeated(_ names: [String]) -> [String] {
    Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.first != "-" && name.last != "-"
      && name.allSatisfy { "a"..."z" ~= $0 || "0"..."9" ~= $0 || $0 == "-" }
  }

  private static func isSentence(_ text: String) -> Bool {
    (text.hasSuffix(".") || text.hasSuffix(")")) && !text.contains("\n")
  }
}
